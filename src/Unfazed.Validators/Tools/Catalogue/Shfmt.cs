using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>shfmt, the formatter of shell scripts (3.0 and later).</summary>
internal static partial class Shfmt
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "shfmt",
        TestedVersion = "3.6.0",
        Dimension = Dimension.Format,
        Role = "formatter",
        Language = "Shell",
        Files = Languages.Shell,

        // .editorconfig is everybody's; these of its properties are shfmt's alone.
        Evidence =
        [
            new EditorConfigEvidence("shell_variant", "binary_next_line", "switch_case_indent", "space_redirects", "keep_padding", "function_next_line", "[[shell]]", "[[bash]]"),
            new PythonPackageEvidence("shfmt-py"),
        ],
        LookUp = new LookUp { Program = "shfmt", Environment = ProjectEnvironment.PythonVenv },
        Scope = CheckScope.File,
        Arguments = static site => ["-l", .. Selected(site)],

        // Since 3.9 files that it lists are 1, before that 0; a file that does not parse always was 1.
        Exits = ExitTable.Linter,
        Reader = new LineReader(new LineFormat { Record = Record, Unread = Unread, OnlyOutput = true, NamesFilesOnly = true, Rule = "format", Message = "not formatted as shfmt has it" }),
        Caching = new ToolCaching { Configuration = [".editorconfig"] },
        Package = new Package { PyPi = "shfmt-py", Debian = "shfmt" },
        Fix = new ToolFix(FixKind.Formatter, static site => ["-l", "-w", .. Selected(site)]),
        FixSuggestion = "shfmt -w .",
    };

    private static ImmutableArray<string> Selected(ToolSite site) => site.Narrowed ? ["{files}"] : Targets.Of(site);

    [GeneratedRegex("^(?<path>.+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    [GeneratedRegex("^((?<path>[^:]+):[0-9]+:[0-9]+: (?<message>.*)|(lstat|open|read) (?<path>.+?): (?<message>.*))$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unread();
}
