using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>markdownlint-cli2, a linter of Markdown (0.5 and later).</summary>
internal static partial class MarkdownlintCli2
{
    private static readonly ImmutableArray<string> Names =
    [
        ".markdownlint-cli2.jsonc", ".markdownlint-cli2.yaml", ".markdownlint-cli2.cjs", ".markdownlint-cli2.mjs", ".markdownlint.jsonc", ".markdownlint.json",
        ".markdownlint.yaml", ".markdownlint.yml", ".markdownlint.cjs", ".markdownlint.mjs",
    ];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "markdownlint-cli2",
        TestedVersion = "0.22.1",
        Dimension = Dimension.Lint,
        Role = "linter",
        Language = "Markdown",
        Files = Languages.Markdown,
        Evidence =
        [
            .. Names.Select(static name => new FileEvidence(name)), new PackageJsonKeyEvidence("markdownlint-cli2"),
            new NodePackageEvidence("markdownlint-cli2") { Configurations = Names },
        ],
        LookUp = new LookUp { Program = "markdownlint-cli2", Environment = ProjectEnvironment.NodeModules },
        Scope = CheckScope.File,
        Arguments = Selected,
        MayWrite = static site => site.Mentions([.. Names, "package.json"], "fix"),
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 2),
        Reader = new LineReader(new LineFormat { Record = Record, Files = static output => CountedFiles.In(output.Lines, Linted()), SeverityOf = static (word, _) => word == "error" ? Severity.Error : Severity.Warning, Documentation = Documentation }),

        // It has no option for its version and says it in its first line: a run on nothing.
        VersionArguments = ["--no-globs", "#**"],
        Caching = new ToolCaching { Configuration = ["package.json"] },
        Package = new Package { Npm = "markdownlint-cli2" },
        Fix = new ToolFix(FixKind.Linter, static site => ["--fix", .. Selected(site)]),
        FixSuggestion = "npx markdownlint-cli2 --fix",
    };

    // A colon makes a name of what would be a glob. What the configuration ignores is ignored among named files, too; globs of its own would be added to them.
    private static ImmutableArray<string> Selected(ToolSite site) =>
        site.Narrowed ? ["--no-globs", .. site.Files.Select(static file => ":" + file)] : ["**/*.{md,markdown}", "#**/node_modules"];

    private static string? Documentation(string rule) =>
        rule is ['M', 'D', ..] ? $"https://github.com/DavidAnson/markdownlint/blob/main/doc/{rule.ToLowerInvariant()}.md" : null;

    [GeneratedRegex(@"^Linting: (?<files>[0-9]{1,9}) file", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Linted();

    [GeneratedRegex(@"^(?<path>.+?):(?<line>[0-9]{1,9})(:(?<column>[0-9]{1,9}))? ((?<severity>error|warning) )?(?<rule>[A-Za-z0-9_-]+)(/[A-Za-z0-9_-]+)* (?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();
}
