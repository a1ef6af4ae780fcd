using System.Collections.Immutable;
using Unfazed.Core.Caching;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Digests;

namespace Unfazed.Validators.Tools.Caching;

/// <summary>Files that configure a tool and are no files of the workspace: ignored ones, those above the root, and the user's own. Absent ones are parts too.</summary>
internal static class ConfigurationFiles
{
    /// <summary>Those between where it runs and the root that git ignores, and those above the root, the nearest first.</summary>
    public static IEnumerable<KeyPart> Around(WorkspaceSnapshot workspace, string directory, ImmutableArray<string> names)
    {
        for (var at = directory; ; at = Detection.RepositoryView.DirectoryOf(at))
        {
            foreach (var path in names.Select(name => Detection.RepositoryView.Join(at, name)).Where(path => workspace.Find(path) is null && File.Exists(workspace.FullPath(path))))
            {
                yield return new KeyPart(KeyPartKind.Configuration, path, Digest(workspace.FullPath(path)));
            }

            if (at == ".")
            {
                break;
            }
        }

        // How many folders lie between is a matter of this machine, what they say in which order is not.
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = Path.GetDirectoryName(workspace.Root); at is not null; at = Path.GetDirectoryName(at))
        {
            foreach (var name in names.Where(name => File.Exists(Path.Combine(at, name))))
            {
                var place = order[name] = order.GetValueOrDefault(name) + 1;
                yield return new KeyPart(KeyPartKind.Configuration, $"{name} above the root{(place == 1 ? "" : $" ({place})")}", Digest(Path.Combine(at, name)));
            }
        }
    }

    /// <summary>The user's own.</summary>
    public static IEnumerable<KeyPart> OfUser(ProcessEnvironment environment, ImmutableArray<string> names)
    {
        foreach (var name in names)
        {
            yield return new KeyPart(KeyPartKind.UserConfiguration, name.Replace("~config/", "~/.config/", StringComparison.Ordinal), Place(environment, name) is { } path ? Digest(path) : KeyPart.Absent);
        }
    }

    private static string? Place(ProcessEnvironment environment, string name)
    {
        var home = environment.Get("HOME");
        if (name.StartsWith("~config/", StringComparison.Ordinal))
        {
            var folder = environment.Get("XDG_CONFIG_HOME") is { Length: > 0 } given ? given : home is { Length: > 0 } ? Path.Combine(home, ".config") : null;
            return folder is null ? null : Path.Combine(folder, name["~config/".Length..]);
        }

        return !name.StartsWith("~/", StringComparison.Ordinal) ? name : home is { Length: > 0 } ? Path.Combine(home, name[2..]) : null;
    }

    private static string Digest(string path) => File.Exists(path) ? FileHash.Of(path, stamp: null, idDigits: 0)?.Content ?? "unreadable" : KeyPart.Absent;
}
