using System.Collections.Frozen;

namespace Unfazed.Validators.Repository;

/// <summary>Who wrote a file.</summary>
internal enum FileOrigin
{
    /// <summary>The people of this repository.</summary>
    Own,

    /// <summary>A package manager: a lock file.</summary>
    Locked,

    /// <summary>A program.</summary>
    Generated,

    /// <summary>Other people: a copy of their code.</summary>
    Vendored,
}

/// <summary>Tells by its name who wrote a file, where <c>.gitattributes</c> does not say.</summary>
internal static class FileOrigins
{
    private static readonly FrozenSet<string> VendoredFolders = FrozenSet.ToFrozenSet(
        ["node_modules", "vendor", "vendors", "vendored", "third_party", "third-party", "thirdparty", "3rdparty", "bower_components", "jspm_packages", "Godeps", "Pods", "Carthage"],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> LockFiles = FrozenSet.ToFrozenSet(
        [
            "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "deno.lock", "composer.lock", "Gemfile.lock", "Pipfile.lock",
            "poetry.lock", "pdm.lock", "uv.lock", "Cargo.lock", "go.sum", "flake.lock", "mix.lock", "pubspec.lock", "Podfile.lock", "packages.lock.json",
        ],
        StringComparer.Ordinal);

    private static readonly string[] GeneratedEndings =
    [
        ".min.js", ".min.css", ".min.mjs", ".js.map", ".css.map", ".pb.go", ".pb.h", ".pb.cc", "_pb2.py", "_pb2.pyi", "_pb2_grpc.py", ".g.cs", ".g.i.cs",
        ".Designer.cs", ".generated.cs", ".g.dart", ".freezed.dart",
    ];

    /// <summary>Who wrote a file, by its name.</summary>
    /// <param name="path">Relative to the root, with <c>/</c>.</param>
    public static FileOrigin Of(ReadOnlySpan<char> path)
    {
        var slash = path.LastIndexOf('/');
        var name = path[(slash + 1)..];
        var folders = slash < 0 ? default : path[..slash];
        var isBuilt = false;
        foreach (var range in folders.Split('/'))
        {
            var folder = folders[range];
            if (VendoredFolders.GetAlternateLookup<ReadOnlySpan<char>>().Contains(folder))
            {
                return FileOrigin.Vendored;
            }

            isBuilt |= folder is "dist";
        }

        return isBuilt || HasGeneratedEnding(name) ? FileOrigin.Generated : IsLockFile(name) ? FileOrigin.Locked : FileOrigin.Own;
    }

    // packages.net8.0.lock.json: NuGet's, where one is kept for each framework.
    private static bool IsLockFile(ReadOnlySpan<char> name) =>
        LockFiles.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name)
        || (name.StartsWith("packages.", StringComparison.Ordinal) && name.EndsWith(".lock.json", StringComparison.Ordinal));

    private static bool HasGeneratedEnding(ReadOnlySpan<char> name)
    {
        foreach (var ending in GeneratedEndings)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
