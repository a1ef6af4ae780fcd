using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>Black, a formatter of Python (22.1 and later).</summary>
internal static partial class Black
{
    private const string Table = "tool.black";

    // Its own default (black/const.py); with a configuration that sets "exclude" that stands instead.
    private const string DefaultExclude =
        @"/(\.direnv|\.eggs|\.git|\.hg|\.ipynb_checkpoints|\.mypy_cache|\.nox|\.pytest_cache|\.ruff_cache|\.tox|\.svn|\.venv|\.vscode|__pypackages__|_build|buck-out|build|dist|venv)/";

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "black",
        TestedVersion = "23.1.0, 26.10.1",
        Dimension = Dimension.Format,
        Role = "formatter",
        Language = "Python",
        Files = Languages.Python,
        Evidence = [new TomlEvidence("pyproject.toml", Table), new PythonPackageEvidence("black")],
        BeginsProject = static evidence => evidence.IsConfiguration,
        LookUp = new LookUp { Program = "black", Environment = ProjectEnvironment.PythonVenv },
        Scope = CheckScope.File,
        Arguments = static site => ["--check", .. Selected(site)],
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 2).With(ExitMeaning.StoppedEarly, 123),
        Reader = new LineReader(new LineFormat { Record = Record, Unread = Unread, Files = static output => CountedFiles.In(output.ErrorLines, Inspected()), Rule = "format", Message = "not formatted as black has it" }),
        Environment = ImmutableDictionary<string, string?>.Empty.Add("BLACK_CACHE_DIR", "{cache}"),
        Caching = new ToolCaching { Configuration = ["pyproject.toml", ".gitignore"], UserFiles = ["~config/black"], Variables = ["BLACK_*"] },
        Package = new Package { PyPi = "black", Debian = "black" },
        Fix = new ToolFix(FixKind.Formatter, Selected),
        FixSuggestion = "black .",
    };

    private static ImmutableArray<string> Selected(ToolSite site) => site.Narrowed ? ["--force-exclude", Exclude(site), "{files}"] : ["."];

    // For named files only "force-exclude" counts; what keeps a file from a whole run keeps it from a narrowed one.
    private static string Exclude(ToolSite site)
    {
        var settings = TomlScan.Read(site.Repository.Text(site.PathOf("pyproject.toml")) ?? "");
        IEnumerable<string> patterns =
        [
            settings.Strings($"{Table}.exclude").FirstOrDefault() ?? DefaultExclude,
            .. settings.Strings($"{Table}.extend-exclude"), .. settings.Strings($"{Table}.force-exclude"),
        ];

        // Strings come as they are written, and a pattern of several lines may end in a comment.
        return string.Join('|', patterns.Where(static pattern => pattern.Trim().Length > 0)
            .Select(static pattern => pattern.Contains('\n', StringComparison.Ordinal) ? $"(?:{Unescaped(pattern)}\n)" : $"(?:{Unescaped(pattern)})"));
    }

    private static string Unescaped(string pattern) => pattern.Replace(@"\\", @"\", StringComparison.Ordinal);

    // "1 file would be reformatted, 2 files would be left unchanged, 1 file would fail to reformat."
    [GeneratedRegex("(?<files>[0-9]{1,9}) files? (would|failed)|^No Python files are present to be formatted", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Inspected();

    [GeneratedRegex("^would reformat (?<path>.+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    [GeneratedRegex("^error: cannot (format (?<path>.+?)|parse: (?<path>.+?):[0-9]+:[0-9]+)(: (?<message>.*))?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unread();
}
