using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>mypy, Python's type checker (1.0 and later).</summary>
internal static class Mypy
{
    // mypy takes the first of these that has its section, from the directory in which it runs alone.
    private static readonly ImmutableArray<Evidence> Configurations =
    [
        new FileEvidence("mypy.ini"), new FileEvidence(".mypy.ini"), new TomlEvidence("pyproject.toml", "tool.mypy"), new IniEvidence("setup.cfg", "mypy"),
    ];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "mypy",
        TestedVersion = "1.0.1, 2.4.1",
        Dimension = Dimension.TypeSafety,
        Role = "type checker",
        Language = "Python",
        Files = Languages.Python,
        Evidence = [.. Configurations, new PythonPackageEvidence("mypy")],
        BeginsProject = static evidence => evidence.IsConfiguration,
        LookUp = new LookUp { Program = "mypy", Environment = ProjectEnvironment.PythonVenv, NeedsEnvironment = true },
        Scope = CheckScope.Project,
        Arguments = Arguments,

        // 2 is what it calls a blocking error: bad usage, no files, or a file that does not parse, which it reports as a finding.
        Exits = ExitTable.Linter.With(ExitMeaning.StoppedEarly, 2),
        Reader = new MypyReader(),

        // The variable beats the option and the configuration.
        Environment = ImmutableDictionary<string, string?>.Empty.Add("MYPY_CACHE_DIR", "{cache}"),
        Caching = new ToolCaching { UserFiles = ["~config/mypy/config", "~/.mypy.ini"] },
        Package = new Package { PyPi = "mypy", Debian = "mypy" },
    };

    private static ImmutableArray<string> Arguments(ToolSite site) =>
    [
        "--no-color-output", "--no-pretty", "--error-summary", "--hide-error-context", "--show-column-numbers", "--show-error-end", "--show-error-codes",
        .. NamesItsFiles(site) ? ImmutableArray<string>.Empty : ["."],
    ];

    // Named on the command line, files would replace those that its configuration names.
    private static bool NamesItsFiles(ToolSite site)
    {
        ReadOnlySpan<string> keys = ["files", "packages", "modules"];
        foreach (var key in keys)
        {
            if ((Value(site, "mypy.ini", key) ?? Value(site, ".mypy.ini", key) ?? Value(site, "setup.cfg", key)) is not null || InToml(site, key))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Value(ToolSite site, string file, string key) =>
        site.Repository.Text(site.PathOf(file)) is { } text ? IniFile.Parse(text).Value("mypy", key) : null;

    private static bool InToml(ToolSite site, string key) =>
        site.Repository.Text(site.PathOf("pyproject.toml")) is { } text && !TomlScan.Read(text).Strings($"tool.mypy.{key}").IsEmpty;
}
