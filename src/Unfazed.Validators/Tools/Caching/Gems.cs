using System.Collections.Immutable;
using Unfazed.Core.Caching;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Tools.Caching;

/// <summary>The gems that a Ruby program may see, by the names of their specifications, which hold their versions.</summary>
internal static class Gems
{
    private static readonly ImmutableArray<string> Given = ["GEM_HOME", "GEM_PATH"];

    /// <summary>The parts.</summary>
    public static IEnumerable<KeyPart> Of(string root, string program, ProcessEnvironment environment)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var folder in Folders(root, program, environment))
        {
            names.UnionWith(InstalledFolder.Entries(folder).Where(static name => name.EndsWith(".gemspec", StringComparison.Ordinal)));
        }

        return names.Select(static name => Path.GetFileNameWithoutExtension(name)).Select(static name => name.LastIndexOf('-') is > 0 and var dash
            ? new KeyPart(KeyPartKind.Package, name[..dash] + " (" + name[(dash + 1)..] + ")", "installed")
            : new KeyPart(KeyPartKind.Package, name, "installed"));
    }

    private static IEnumerable<string> Folders(string root, string program, ProcessEnvironment environment)
    {
        var homes = new List<string> { "/var/lib/gems", "/usr/lib/ruby/gems", "/usr/share/rubygems-integration", Path.Combine(root, "vendor/bundle/ruby") };
        if (environment.Get("HOME") is { Length: > 0 } home)
        {
            homes.AddRange([Path.Combine(home, ".gem/ruby"), Path.Combine(home, ".local/share/gem/ruby")]);
        }

        if (Path.GetDirectoryName(Path.GetDirectoryName(RealPath.Resolve(program) ?? program)) is { } prefix)
        {
            homes.Add(Path.Combine(prefix, "lib/ruby/gems"));
        }

        var given = Given.Select(environment.Get).OfType<string>().SelectMany(static list => list.Split(Path.PathSeparator)).Where(Path.IsPathFullyQualified);
        return homes.SelectMany(static folder => InstalledFolder.Entries(folder).Select(version => Path.Combine(folder, version)))
            .Concat(given).Select(static folder => Path.Combine(folder, "specifications"));
    }
}
