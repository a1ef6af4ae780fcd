using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>Cppcheck, a static analyser of C and C++ (2.0 and later).</summary>
internal static partial class Cppcheck
{
    private static readonly ImmutableArray<string> Suppressions =
        ["cppcheck-suppressions.txt", "cppcheck_suppressions.txt", ".cppcheck-suppressions", "cppcheck.suppress", ".cppcheck_suppressions"];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "cppcheck",
        TestedVersion = "2.10",
        Dimension = Dimension.CodeQuality,
        Role = "static analyser",
        Language = "C and C++",
        Files = Languages.CppSources,
        Evidence = [new SuffixEvidence(".cppcheck"), .. Suppressions.Select(static name => new FileEvidence(name))],
        LookUp = new LookUp { Program = "cppcheck" },
        Scope = CheckScope.Project,
        Inputs = new ProjectInputs { Files = Languages.CppIncluded },
        Arguments = Arguments,
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 1),
        Reader = new LineReader(new LineFormat
        {
            Record = Record,
            Unread = Unread,
            Known = Known,
            StopsReading = static finding => finding.Rule is "syntaxError" or "unknownMacro" or "preprocessorErrorDirective" or "internalAstError" or "cppcheckError",
            SeverityOf = static (word, _) => word switch { "error" => Severity.Error, "warning" or "portability" => Severity.Warning, _ => Severity.Note },
        }),
        Caching = new ToolCaching { NeverBecause = "it reads the headers of the system, which no list names; cache: true keeps its answers all the same" },
        Package = new Package { Debian = "cppcheck" },
        DefaultTimeout = TimeSpan.FromMinutes(3),
    };

    private static ImmutableArray<string> Arguments(ToolSite site) =>
    [
        "--quiet", "--template={file}:{line}:{column}: {severity}: {message} [{id}]", "--template-location=",
        .. Suppressions.Where(name => site.Repository.Has(site.PathOf(name))).Select(static name => $"--suppressions-list={name}"),
        .. site.Repository.NamesIn(site.Directory).FirstOrDefault(static name => name.EndsWith(".cppcheck", StringComparison.Ordinal)) is { } project
            ? ImmutableArray.Create($"--project={project}")
            : ["--enable=warning,performance,portability", .. Targets.Of(site)],
    ];

    [GeneratedRegex(@"^(?<path>.+?):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9}): (?<severity>error|warning|style|performance|portability|information): (?<message>.*) \[(?<rule>[A-Za-z0-9_.-]+)\]$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    [GeneratedRegex("^(Checking .*|[0-9]+/[0-9]+ files checked .*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Known();

    [GeneratedRegex("^cppcheck: (?<message>Can't stat) (?<path>.+) errno: [0-9]+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unread();
}
