using System.Globalization;
using System.Text;
using Unfazed.Core.Caching;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Tools.Caching;

/// <summary>
/// The packages that a Python program sees: of its virtual environment, else of its interpreter and its user, as their folders name them
/// (PyPA, Recording installed projects). A plug-in is one of them.
/// </summary>
/// <param name="environment">Our environment.</param>
internal sealed class PythonPackages(ProcessEnvironment environment)
{
    private const int LongestLine = 4096;

    /// <summary>The parts.</summary>
    /// <param name="program">The program, absolute.</param>
    /// <param name="environments">Folders of virtual environments of the project, absolute: a type checker may look there.</param>
    public IEnumerable<KeyPart> Of(string program, IEnumerable<string> environments)
    {
        var packages = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var rest = new StringBuilder();
        foreach (var folder in environments.SelectMany(FoldersOf).Concat(FoldersFor(program)).Distinct(StringComparer.Ordinal))
        {
            // Which Python it is; where it lies on this machine is nobody's concern.
            rest.Append(Path.GetFileName(Path.GetDirectoryName(folder))).Append('\n');
            foreach (var entry in InstalledFolder.Entries(folder))
            {
                Take(folder, entry, packages, rest);
            }
        }

        return packages.Select(static package => new KeyPart(KeyPartKind.Package, package.Key, package.Value))
            .Append(new KeyPart(KeyPartKind.Package, "files of installed Python packages", CacheKey.Hex(rest.ToString())));
    }

    private static void Take(string folder, string entry, SortedDictionary<string, string> packages, StringBuilder rest)
    {
        var path = Path.Combine(folder, entry);
        if (entry.EndsWith(".dist-info", StringComparison.Ordinal) || entry.EndsWith(".egg-info", StringComparison.Ordinal))
        {
            var words = Path.GetFileNameWithoutExtension(entry).Split('-');
            packages.TryAdd(words[0], words.Length > 1 ? words[1] : "installed");
            rest.Append(CultureInfo.InvariantCulture, $"{entry} {FileStatus.Of(Path.Combine(path, "RECORD")).Stamp.Size} {InstalledFolder.Text(Path.Combine(path, "direct_url.json"))}\n");
        }
        else if (entry.EndsWith(".pth", StringComparison.Ordinal) || entry.EndsWith(".egg-link", StringComparison.Ordinal))
        {
            rest.Append(CultureInfo.InvariantCulture, $"{entry} {InstalledFolder.Text(path)}\n");
        }
        else if (entry != "__pycache__")
        {
            rest.Append(entry).Append('\n');
        }
    }

    private IEnumerable<string> FoldersFor(string program)
    {
        foreach (var candidate in (string?[])[program, RealPath.Resolve(program), Interpreter(program)])
        {
            if (candidate is not null && Path.GetDirectoryName(Path.GetDirectoryName(candidate)) is { } prefix && File.Exists(Path.Combine(prefix, "pyvenv.cfg")))
            {
                return FoldersOf(prefix);
            }
        }

        return Interpreter(program) is { } python && Path.GetDirectoryName(Path.GetDirectoryName(python)) is { } home ? SystemFolders(home) : [];
    }

    private IEnumerable<string> FoldersOf(string virtualEnvironment)
    {
        var settings = InstalledFolder.Text(Path.Combine(virtualEnvironment, "pyvenv.cfg"));
        var lines = settings.Split('\n').Select(static line => line.Split('=', 2)).Where(static pair => pair.Length == 2)
            .ToLookup(static pair => pair[0].Trim(), static pair => pair[1].Trim(), StringComparer.Ordinal);
        var own = Versions(virtualEnvironment, "lib", "site-packages");
        return lines["include-system-site-packages"].FirstOrDefault() is "true" && lines["home"].FirstOrDefault() is { } home && Path.GetDirectoryName(home) is { } prefix
            ? own.Concat(SystemFolders(prefix))
            : own;
    }

    private IEnumerable<string> SystemFolders(string prefix) =>
    [
        .. Versions(prefix, "lib", "site-packages"), .. Versions(prefix, "lib", "dist-packages"),
        .. Versions(prefix, "local/lib", "site-packages"), .. Versions(prefix, "local/lib", "dist-packages"),
        .. environment.Get("HOME") is { Length: > 0 } home ? Versions(Path.Combine(home, ".local"), "lib", "site-packages") : [],
    ];

    private static IEnumerable<string> Versions(string prefix, string lib, string packages) => InstalledFolder.Entries(Path.Combine(prefix, lib))
        .Where(static name => name.StartsWith("python3", StringComparison.Ordinal))
        .Select(name => Path.Combine(prefix, lib, name, packages))
        .Where(Directory.Exists);

    // "#!/usr/bin/python3", "#!/usr/bin/env python3"; a program that is no script has a Python of its own, or none.
    private string? Interpreter(string program)
    {
        var first = InstalledFolder.FirstLine(program, LongestLine);
        if (!first.StartsWith("#!", StringComparison.Ordinal))
        {
            return Path.GetFileName(program).StartsWith("python", StringComparison.Ordinal) ? program : null;
        }

        var words = first[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            [var env, var name, ..] when Path.GetFileName(env) == "env" => OnPath(name),
            [var path, ..] => path,
            _ => null,
        };
    }

    private string? OnPath(string name) => (environment.Get("PATH") ?? "").Split(Path.PathSeparator)
        .Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
