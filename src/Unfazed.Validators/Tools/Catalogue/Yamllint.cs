using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>yamllint, a linter of YAML (1.20 and later).</summary>
internal static partial class Yamllint
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "yamllint",
        TestedVersion = "1.29.0, 1.38.0",
        Dimension = Dimension.Lint,
        Role = "linter",
        Language = "YAML",
        Files = Languages.Yaml,
        Evidence = [new FileEvidence(".yamllint"), new FileEvidence(".yamllint.yaml"), new FileEvidence(".yamllint.yml"), new PythonPackageEvidence("yamllint")],
        BeginsProject = static evidence => evidence.IsConfiguration,
        LookUp = new LookUp { Program = "yamllint", Environment = ProjectEnvironment.PythonVenv },
        Scope = CheckScope.File,

        // What its configuration ignores is ignored when it is named, too.
        Arguments = static site => ["-f", "parsable", .. site.Narrowed ? ImmutableArray.Create("{files}") : Targets.Of(site)],

        // -1: a file that can't be opened, or a configuration that is wrong. 2: only warnings, in strict mode.
        Exits = ExitTable.Linter.With(ExitMeaning.Findings, 2).With(ExitMeaning.StoppedEarly, 255),
        Reader = new LineReader(new LineFormat { Record = Record, Unread = Unread, Failure = Failure, StopsReading = static finding => finding.Rule == "syntax" }),
        Caching = new ToolCaching { Configuration = [".yamllint", ".yamllint.yaml", ".yamllint.yml"], UserFiles = ["~config/yamllint/config"], Variables = ["YAMLLINT_*"] },
        Package = new Package { PyPi = "yamllint", Debian = "yamllint" },
    };

    [GeneratedRegex(@"^(?<path>.+?):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9}): \[(?<severity>error|warning)\] (?<message>.*?)( \((?<rule>[a-z-]+)\))?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    [GeneratedRegex(@"^\[Errno [0-9]+\] (?<message>.*): '(?<path>.*)'$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unread();

    [GeneratedRegex("^(?<message>invalid config: .*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Failure();
}
