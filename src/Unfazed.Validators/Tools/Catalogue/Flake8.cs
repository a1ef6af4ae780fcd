using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>flake8, Python's classic linter (5.0 and later).</summary>
internal static class Flake8
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "flake8",
        TestedVersion = "5.0.4, 7.5.0",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "Python",
        Files = Languages.Python,
        Evidence =
        [
            new FileEvidence(".flake8"), new IniEvidence("setup.cfg", "flake8"), new IniEvidence("tox.ini", "flake8"), new PythonPackageEvidence("flake8"),
        ],
        BeginsProject = static evidence => evidence.IsConfiguration,
        LookUp = new LookUp { Program = "flake8", Environment = ProjectEnvironment.PythonVenv },
        Scope = CheckScope.File,
        Arguments = Arguments,
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 2),
        Reader = new Flake8Reader(),
        Caching = new ToolCaching { Configuration = ["setup.cfg", "tox.ini", ".flake8"] },
        Package = new Package { PyPi = "flake8", Debian = "flake8" },
    };

    // The benchmark says how many files it inspected. A configuration may ask for another format, a file, or source lines between the records.
    private static ImmutableArray<string> Arguments(ToolSite site) =>
        ["--format=default", "--output-file=", "--no-show-source", "--benchmark", .. NameFilter.For(site), .. Targets.Of(site, ".py")];
}
