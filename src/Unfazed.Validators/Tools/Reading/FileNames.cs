using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>The files of the repository by their names: tools name a file from the folder in which they work, and that is not always ours.</summary>
internal sealed class FileNames(WorkspaceSnapshot workspace)
{
    private readonly Lazy<ILookup<string, string>> _paths = new(() => workspace.Files
        .Where(static file => file.Kind == WorkspaceFileKind.Regular).ToLookup(static file => file.Name.ToString(), static file => file.Path, StringComparer.Ordinal));

    /// <summary>The only file whose path ends so, in whole names; null where there is none, or several.</summary>
    public string? EndingWith(string raw)
    {
        var wanted = raw.Replace('\\', '/');
        while (wanted.StartsWith("./", StringComparison.Ordinal) || wanted.StartsWith("../", StringComparison.Ordinal))
        {
            wanted = wanted[(wanted.IndexOf('/') + 1)..];
        }

        if (wanted.Length == 0 || wanted.StartsWith('/'))
        {
            return null;
        }

        var found = _paths.Value[wanted[(wanted.LastIndexOf('/') + 1)..]]
            .Where(path => path == wanted || path.EndsWith("/" + wanted, StringComparison.Ordinal)).Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }
}
