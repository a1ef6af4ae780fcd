using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Caching;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Caching;

/// <summary>
/// The packages that a Node program sees: those of each <c>node_modules</c> from where it runs upwards, beyond the root too, as the package
/// manager has recorded them; where none has, as each package says.
/// </summary>
internal static class NodeModules
{
    private const string Folder = "node_modules";

    // npm, yarn 2 and later, yarn 1, pnpm.
    private static readonly ImmutableArray<string> Records = [".package-lock.json", ".yarn-state.yml", ".yarn-integrity", ".pnpm/lock.yaml"];

    private static readonly ConcurrentDictionary<(string Path, FileStamp Stamp), ImmutableArray<KeyPart>> Read = new();

    /// <summary>The parts.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <param name="directory">Where the program runs, relative to the root.</param>
    public static IEnumerable<KeyPart> Of(string root, string directory)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = Path.GetFullPath(Path.Combine(root, directory)); at is not null; at = Path.GetDirectoryName(at))
        {
            var modules = Path.Combine(at, Folder);
            if (!Directory.Exists(modules))
            {
                continue;
            }

            // The nearest package of a name is the one that is found.
            foreach (var part in Packages(modules).Where(part => seen.Add(part.Name)))
            {
                yield return part;
            }
        }
    }

    private static ImmutableArray<KeyPart> Packages(string modules)
    {
        foreach (var record in Records.Select(name => Path.Combine(modules, name)))
        {
            if (FileStatus.Of(record) is { Type: FileType.Regular, Stamp: var stamp })
            {
                var names = CacheKey.Hex(string.Join('\n', Names(modules)));
                return [.. Read.GetOrAdd((record, stamp), static key => Recorded(key.Path)), new KeyPart(KeyPartKind.Package, $"names in {Folder}", names)];
            }
        }

        return [.. Names(modules).Select(name => new KeyPart(KeyPartKind.Package, name, VersionOf(Path.Combine(modules, name))))];
    }

    private static ImmutableArray<KeyPart> Recorded(string record)
    {
        var text = ReadText(record);
        var parts = ImmutableArray.CreateBuilder<KeyPart>();
        if (record.EndsWith(".json", StringComparison.Ordinal))
        {
            using var document = JsonText.Parse(text);
            if (document?.RootElement.Get("packages") is { ValueKind: JsonValueKind.Object } packages)
            {
                parts.AddRange(packages.EnumerateObject().Select(static package => new KeyPart(KeyPartKind.Package, NameOf(package.Name), package.Value.Text("version") ?? "linked")));
            }
        }

        parts.Add(new KeyPart(KeyPartKind.Package, $"record of {Folder}", CacheKey.Hex(text)));
        return parts.ToImmutable();
    }

    // "node_modules/a/node_modules/b" is b of a.
    private static string NameOf(string place) => place.StartsWith(Folder + "/", StringComparison.Ordinal) ? place[(Folder.Length + 1)..] : place;

    private static IEnumerable<string> Names(string modules) => InstalledFolder.Entries(modules)
        .Where(static name => !name.StartsWith('.'))
        .SelectMany(name => name.StartsWith('@') ? InstalledFolder.Entries(Path.Combine(modules, name)).Select(scoped => $"{name}/{scoped}") : [name]);

    private static string VersionOf(string package)
    {
        using var manifest = JsonText.Parse(InstalledFolder.Text(Path.Combine(package, "package.json")));
        return manifest?.RootElement.Text("version") ?? "unknown";
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
