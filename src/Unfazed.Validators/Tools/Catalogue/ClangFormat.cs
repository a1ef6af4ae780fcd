using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>clang-format, a formatter of C and C++ (10 and later).</summary>
internal static partial class ClangFormat
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "clang-format",
        TestedVersion = "14.0.6",
        Dimension = Dimension.Format,
        Role = "formatter",
        Language = "C and C++",
        Files = Languages.Cpp,
        Evidence = [new FileEvidence(".clang-format"), new FileEvidence("_clang-format")],
        LookUp = new LookUp { Program = "clang-format", Environment = ProjectEnvironment.PythonVenv | ProjectEnvironment.NodeModules },
        Scope = CheckScope.File,

        // It takes files only, and passes over what .clang-format-ignore names (since 18).
        Arguments = static _ => ["--dry-run", "-Werror", "--ferror-limit=0", "--style=file", "{files}"],
        Exits = ExitTable.Linter,
        Reader = new LineReader(new LineFormat { Record = Record, Unread = Unread, Failure = Failure, Rule = "format", Message = "not formatted as clang-format has it", SeverityOf = static (_, _) => Severity.Warning }),
        Caching = new ToolCaching { Configuration = [".clang-format", "_clang-format", ".clang-format-ignore"] },
        Package = new Package { PyPi = "clang-format", Debian = "clang-format" },
        Fix = new ToolFix(FixKind.Formatter, static _ => ["-i", "--style=file", "{files}"]),
        FixSuggestion = "clang-format -i",
    };

    // One for each place that it would change: as with other formatters, a file is one finding.
    [GeneratedRegex(@"^(?<path>.+?):[0-9]{1,9}:[0-9]{1,9}: (error|warning): code should be clang-formatted \[-Wclang-format-violations\]$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    [GeneratedRegex("^((?<path>.+): )?(?<message>No such file or directory|Permission denied|Is a directory|error: .*encoding.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unread();

    [GeneratedRegex("^(?<message>Error reading .*|Invalid value for -style.*|.*clang-format:[0-9]+:[0-9]+: error: .*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Failure();
}
