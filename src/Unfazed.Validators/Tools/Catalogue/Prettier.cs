using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>Prettier, a formatter of JavaScript, TypeScript, CSS, HTML, JSON, YAML, Markdown and more (2.0 and later).</summary>
internal static partial class Prettier
{
    private static readonly ImmutableArray<string> Names =
    [
        ".prettierrc", ".prettierrc.json", ".prettierrc.json5", ".prettierrc.yaml", ".prettierrc.yml", ".prettierrc.toml", ".prettierrc.js", ".prettierrc.mjs",
        ".prettierrc.cjs", ".prettierrc.ts", ".prettierrc.mts", ".prettierrc.cts", "prettier.config.js", "prettier.config.mjs", "prettier.config.cjs",
        "prettier.config.ts", "prettier.config.mts", "prettier.config.cts",
    ];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "prettier",
        TestedVersion = "3.10.1",
        Dimension = Dimension.Format,
        Role = "formatter",
        Language = "JavaScript",
        Files = new FileKind
        {
            Noun = "file that prettier knows",
            Suffixes =
            [
                .. Languages.EcmaScript.Suffixes, ".json", ".json5", ".jsonc", ".css", ".scss", ".less", ".html", ".htm", ".hbs", ".handlebars", ".graphql", ".gql",
                ".md", ".mdx", ".markdown", ".yaml", ".yml",
            ],
        },
        Evidence =
        [
            .. Names.Select(static name => new FileEvidence(name)), new PackageJsonKeyEvidence("prettier"), new NodePackageEvidence("prettier") { Configurations = Names },
        ],

        // What it knows depends on plug-ins of the project.
        LookUp = new LookUp { Program = "prettier", Environment = ProjectEnvironment.NodeModules, NeedsEnvironment = true },
        Scope = CheckScope.File,
        Arguments = static site => ["--list-different", .. Selected(site)],

        // 2 stands for a file that does not parse, and for a configuration that it does not understand.
        Exits = ExitTable.Linter.With(ExitMeaning.StoppedEarly, 2),
        Reader = new LineReader(new LineFormat
        {
            Record = Record,
            Unread = Unread,
            Failure = Failure,
            OnlyOutput = true,
            NamesFilesOnly = true,
            Rule = "format",
            Message = "not formatted as prettier has it",
        }),
        Caching = new ToolCaching { Configuration = ["package.json", ".prettierignore", ".editorconfig", ".gitignore"], Variables = ["PRETTIER_*"] },
        Package = new Package { Npm = "prettier" },
        Fix = new ToolFix(FixKind.Formatter, static site => ["--write", "--list-different", .. Selected(site)]),
        FixSuggestion = "npx prettier --write .",
    };

    // What .prettierignore leaves out, and files that no parser is known for, are passed over when they are named, too.
    private static ImmutableArray<string> Selected(ToolSite site) => ["--ignore-unknown", "--no-error-on-unmatched-pattern", site.Narrowed ? "{files}" : "."];

    // With --check, on standard error: a pipe may lead it here.
    [GeneratedRegex(@"^(\[warn\] )?(?<path>.+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    [GeneratedRegex(@"^\[error\] (?<path>[^:\s][^:]*): (?<message>[A-Za-z]*Error: .*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unread();

    [GeneratedRegex(@"^\[error\] (?<message>(Invalid configuration|Invalid .* value\.|Cannot find (package|module|plugin)|Couldn't resolve|No parser could be inferred).*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Failure();
}
