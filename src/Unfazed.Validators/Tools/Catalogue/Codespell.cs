using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>codespell, which finds common misspellings (2.0 and later). Its own corrections are guesses, so it is never let to write them.</summary>
internal static partial class Codespell
{
    private static readonly ImmutableArray<string> Configurations = ["setup.cfg", ".codespellrc", "pyproject.toml"];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "codespell",
        TestedVersion = "2.2.2, 2.4.3",
        Dimension = Dimension.Lint,
        Role = "spell checker",
        Language = Languages.AnyText,
        Files = Languages.All,
        Evidence =
        [
            new FileEvidence(".codespellrc"), new IniEvidence("setup.cfg", "codespell"), new TomlEvidence("pyproject.toml", "tool.codespell"), new PythonPackageEvidence("codespell"),
        ],
        LookUp = new LookUp { Program = "codespell", Environment = ProjectEnvironment.PythonVenv },
        Scope = CheckScope.File,

        // It would walk into what git ignores, our own folder too; folders that it skips it skips only while it walks. 3: no word about
        // encodings and binary files, which it passes over.
        Arguments = static site => ["--quiet-level=3", "--disable-colors", .. site.Narrowed ? ImmutableArray.Create("{files}") : Targets.Tops(site)],

        // Nothing on its command line takes that back.
        MayWrite = static site => site.Mentions(Configurations, "write-changes", "write_changes"),

        // 65, EX_DATAERR: it found something. 2, 64: bad usage, or a configuration that it does not understand.
        Exits = ExitTable.Of(ExitMeaning.Findings, 65).With(ExitMeaning.ToolError, 1, 2, 64, 78),
        Reader = new LineReader(new LineFormat { Record = Record, OnlyOutput = true, Rule = "misspelling" }),
        Caching = new ToolCaching { Configuration = Configurations },
        Package = new Package { PyPi = "codespell", Debian = "codespell" },
    };

    [GeneratedRegex("^(?<path>.+?):(?<line>[0-9]{1,9}): (?<message>.+ ==> .+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();
}
