using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>isort, which sorts Python's imports (5.0 and later). It does not parse: a file with a syntax error is no error to it.</summary>
internal static partial class Isort
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "isort",
        TestedVersion = "5.6.4, 9.0.2",
        Dimension = Dimension.Format,
        Role = "import sorter",
        Language = "Python",
        Files = Languages.Python,
        Evidence =
        [
            new FileEvidence(".isort.cfg"), new TomlEvidence("pyproject.toml", "tool.isort"), new IniEvidence("setup.cfg", "isort"),
            new IniEvidence("setup.cfg", "tool:isort"), new IniEvidence("tox.ini", "isort"), new PythonPackageEvidence("isort"),
        ],
        BeginsProject = static evidence => evidence.IsConfiguration,
        LookUp = new LookUp { Program = "isort", Environment = ProjectEnvironment.PythonVenv },
        Scope = CheckScope.File,

        // Only a talkative isort says which files it could not decode.
        Arguments = static site => ["--check-only", "--verbose", .. Selected(site)],
        Exits = ExitTable.Linter,
        Reader = new LineReader(new LineFormat
        {
            Record = Record,
            Unread = Unread,
            Failure = Failure,
            Files = Inspected,
            Rule = "imports",
            Message = "imports are not sorted as isort has it",
        }),
        Caching = new ToolCaching { Grain = CacheGrain.FileAmongNames, Configuration = [".isort.cfg", "pyproject.toml", "setup.cfg", "tox.ini", ".editorconfig"], UserFiles = ["~/.isort.cfg"], Variables = ["ISORT_*"] },
        Package = new Package { PyPi = "isort", Debian = "isort" },
        Fix = new ToolFix(FixKind.Formatter, Selected),
        FixSuggestion = "isort .",
    };

    // It says of each file how it is, and how many it skipped.
    private static int? Inspected(ToolOutput output)
    {
        var inspected = Lines(output.Lines) + Lines(output.ErrorLines);
        return inspected > 0 || output.Lines.Any(static line => line.Contains("Skipped ", StringComparison.Ordinal)) ? inspected : null;
    }

    private static int Lines(IEnumerable<string> lines) =>
        lines.Count(static line => line.StartsWith("SUCCESS: ", StringComparison.Ordinal) || line.StartsWith("ERROR: ", StringComparison.Ordinal));

    private static ImmutableArray<string> Selected(ToolSite site) => site.Narrowed ? ["--filter-files", "{files}"] : [.. Targets.Of(site, ".py")];

    [GeneratedRegex("^ERROR: (?<path>.+) Imports are incorrectly sorted and/or formatted[.]$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    [GeneratedRegex("UserWarning: (Unable to parse file (?<path>.+?) due to (?<message>.*)|(?<message>Encoding not supported) for (?<path>.+))$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unread();

    [GeneratedRegex("^(ERROR: |.*UserWarning: )(?<message>Unrecoverable exception.*|Failed to pull configuration information from .*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Failure();
}
