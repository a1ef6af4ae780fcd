using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>Ruff as a formatter of Python (0.1 and later): where its settings for formatting say that it is used as one.</summary>
internal static partial class RuffFormat
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "ruff-format",
        TestedVersion = "0.17.6",
        Dimension = Dimension.Format,
        Role = "formatter",
        Language = "Python",
        Files = Languages.Python,
        Evidence = [new TomlEvidence("ruff.toml", "format"), new TomlEvidence(".ruff.toml", "format"), new TomlEvidence("pyproject.toml", "tool.ruff.format")],
        LookUp = new LookUp { Program = "ruff", Environment = ProjectEnvironment.PythonVenv },
        Scope = CheckScope.File,
        Arguments = static site => ["format", "--check", "--force-exclude", site.Narrowed ? "{files}" : "."],
        AddedArgumentsAt = 1,

        // 2 stands for bad usage and for a file that does not parse.
        Exits = ExitTable.Linter.With(ExitMeaning.StoppedEarly, 2),
        Reader = new LineReader(new LineFormat { Record = Record, Unread = Unread, Known = Known, Rule = "format", Message = "not formatted as ruff format has it" }),

        // Later versions show each file as a diagnostic, whose format this variable sets; to earlier ones it means nothing, and they refuse the option.
        Environment = ImmutableDictionary<string, string?>.Empty.Add("RUFF_CACHE_DIR", "{cache}").Add("RUFF_OUTPUT_FORMAT", "concise"),
        Caching = new ToolCaching { Configuration = ["pyproject.toml", ".gitignore"], UserFiles = ["~config/ruff/ruff.toml", "~config/ruff/.ruff.toml", "~config/ruff/pyproject.toml"], Variables = ["RUFF_*"] },
        Package = new Package { PyPi = "ruff" },
        Fix = new ToolFix(FixKind.Formatter, static site => ["format", "--force-exclude", site.Narrowed ? "{files}" : "."]),
        FixSuggestion = "ruff format",
    };

    [GeneratedRegex("^[0-9]+ files? (already|would|left|reformatted)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Known();

    [GeneratedRegex("^(Would reformat: (?<path>.+)|(?<path>.+?)(:cell [0-9]+)?:[0-9]+:[0-9]+: unformatted: .*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    [GeneratedRegex("^(error: Failed to (parse|format|read) (?<path>.+?)(:[0-9]+:[0-9]+)?: (?<message>.*)|(?<path>.+?)(:cell [0-9]+)?(:[0-9]+:[0-9]+)?: (invalid-syntax|io): (?<message>.*))$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unread();
}
