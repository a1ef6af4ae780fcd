using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>Small text files of a repository, each read once and never from outside of the root.</summary>
internal sealed class RepositoryView(WorkspaceSnapshot workspace)
{
    private const int LargestFile = 8 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, string?> _texts = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, JsonElement?> _json = new(StringComparer.Ordinal);

    private readonly Lazy<(Dictionary<string, List<string>> Directories, Dictionary<string, List<string>> Names)> _index = new(() => Index(workspace));

    /// <summary>All of its files.</summary>
    public WorkspaceSnapshot Workspace => workspace;

    /// <summary>A path of the root from a directory (<c>.</c> for the root) and a name.</summary>
    public static string Join(string directory, string name) => directory == "." ? name : $"{directory}/{name}";

    /// <summary>A directory of the configuration as it is written here: <c>.</c> for the root, no slash at its ends.</summary>
    public static string Normalize(string? directory)
    {
        var names = (directory ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).Where(static name => name != ".").ToList();
        return names.Count == 0 ? "." : string.Join('/', names);
    }

    /// <summary>The directory in which a path stands; <c>.</c> for the root.</summary>
    public static string DirectoryOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : ".";

    /// <summary>Whether one directory lies in another, or is it.</summary>
    public static bool Contains(string outer, string inner) =>
        outer == "." || string.Equals(inner, outer, StringComparison.Ordinal) ||
        (inner.StartsWith(outer, StringComparison.Ordinal) && inner[outer.Length] == '/');

    /// <summary>Whether the repository has this file (not ignored, not excluded).</summary>
    public bool Has(string path) => workspace.Find(path) is { Kind: not WorkspaceFileKind.Repository };

    /// <summary>The text of a file of the repository; null when there is none, it is too large, or it cannot be read.</summary>
    public string? Text(string path) => _texts.GetOrAdd(path, Read);

    /// <summary>What a JSON file of the repository holds, as people write it by hand; null when there is none, or it is broken. Parsed once.</summary>
    public JsonElement? Json(string path) => _json.GetOrAdd(path, Parse);

    /// <summary>The files in a directory, at any depth: a slice, since they are in ordinal order.</summary>
    public ReadOnlySpan<WorkspaceFile> FilesBelow(string directory)
    {
        var files = workspace.Files.AsSpan();
        if (directory == ".")
        {
            return files;
        }

        var start = LowerBound(files, directory + "/");
        return files[start..LowerBound(files, directory + (char)('/' + 1))];
    }

    /// <summary>The files that stand directly in a directory.</summary>
    public IEnumerable<string> NamesIn(string directory) => _index.Value.Names.GetValueOrDefault(directory) ?? [];

    /// <summary>The directories for which a file of one of these kinds speaks, those nearest to the root first.</summary>
    public ImmutableArray<string> DirectoriesWith(ImmutableArray<Evidence> evidence) =>
    [
        .. evidence.SelectMany(kind => DirectoriesWith(kind).Select(kind.HomeOf)).OfType<string>()
            .Distinct(StringComparer.Ordinal).OrderBy(Depth).ThenBy(static directory => directory, StringComparer.Ordinal),
    ];

    private IEnumerable<string> DirectoriesWith(Evidence kind) => kind.ExactName is { } name
        ? _index.Value.Directories.GetValueOrDefault(name) ?? []
        : _index.Value.Directories.Where(pair => kind.IsIn(pair.Key)).SelectMany(static pair => pair.Value);

    // Looked at for each tool and each directory: in one pass over the files.
    private static (Dictionary<string, List<string>> Directories, Dictionary<string, List<string>> Names) Index(WorkspaceSnapshot workspace)
    {
        var directories = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var names = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var file in workspace.Files)
        {
            var (name, directory) = (file.Name.ToString(), DirectoryOf(file.Path));
            (CollectionsMarshal.GetValueRefOrAddDefault(directories, name, out _) ??= []).Add(directory);
            (CollectionsMarshal.GetValueRefOrAddDefault(names, directory, out _) ??= []).Add(name);
        }

        return (directories, names);
    }

    /// <summary>The files of these names, wherever they stand.</summary>
    public SortedPaths Named(Func<string, bool> isName) => new(_index.Value.Directories
        .Where(named => isName(named.Key))
        .SelectMany(static named => named.Value.Select(at => Join(at, named.Key))));

    private static int LowerBound(ReadOnlySpan<WorkspaceFile> files, string path)
    {
        var (low, high) = (0, files.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(files[middle].Path, path) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static int Depth(string directory) => directory == "." ? 0 : directory.AsSpan().Count('/') + 1;

    private string? Read(string path)
    {
        if (workspace.Find(path) is not { } file || !IsInside(file))
        {
            return null;
        }

        try
        {
            using var stream = new FileStream(workspace.FullPath(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > LargestFile)
            {
                return null;
            }

            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A copy that needs no disposal.
    private JsonElement? Parse(string path)
    {
        using var document = JsonText.Parse(Text(path));
        return document?.RootElement.Clone();
    }

    private bool IsInside(WorkspaceFile file) => file.Kind switch
    {
        WorkspaceFileKind.Regular => true,
        WorkspaceFileKind.SymbolicLink => WorkspacePath.TryResolve(workspace.Root, file.Path, out _, out _),
        _ => false,
    };
}
