using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>ESLint (8.57, 9 and 10), the linter of JavaScript and TypeScript. A configuration that is written for another of them is a tool_error.</summary>
internal static class Eslint
{
    private static readonly ImmutableArray<string> Configurations =
    [
        "eslint.config.js", "eslint.config.mjs", "eslint.config.cjs", "eslint.config.ts", "eslint.config.mts", "eslint.config.cts",
        ".eslintrc.js", ".eslintrc.cjs", ".eslintrc.yaml", ".eslintrc.yml", ".eslintrc.json", ".eslintrc",
    ];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "eslint",
        TestedVersion = "9.39.5",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "JavaScript",
        Files = Languages.EcmaScript,
        SuggestedFor = Languages.JavaScript,
        Evidence =
        [
            .. Configurations.Select(static name => new FileEvidence(name)), new PackageJsonKeyEvidence("eslintConfig"),
            new NodePackageEvidence("eslint") { Configurations = Configurations },
        ],

        // Up to version 9 it reads one flat configuration, that of the directory where it starts.
        BeginsProject = static evidence => evidence.ExactName?.StartsWith("eslint.config.", StringComparison.Ordinal) == true,
        LookUp = new LookUp { Program = "eslint", Environment = ProjectEnvironment.NodeModules, NeedsEnvironment = true },
        Scope = CheckScope.Project,
        // That every file is left out by its configuration is no error of the run: the report then holds no file.
        Arguments = static _ => ["--format", "json", "--no-error-on-unmatched-pattern", "."],
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 2),
        Reader = new EslintReader(),
        Validator = static run => new EslintValidator(run),
        Caching = new ToolCaching { Configuration = [".eslintrc", ".eslintrc.js", ".eslintrc.cjs", ".eslintrc.yaml", ".eslintrc.yml", ".eslintrc.json", ".eslintignore"], UserFiles = ["~/.eslintrc", "~/.eslintrc.json"], Variables = ["ESLINT_*"] },
        Package = new Package { Npm = "eslint" },
        Fix = new ToolFix(FixKind.Linter, FixArguments),
        FixSuggestion = "npx eslint --fix .",
    };

    // A file that its configuration leaves out, named on its command line, is left alone with a warning.
    private static ImmutableArray<string> FixArguments(ToolSite site) =>
        ["--fix", "--format", "json", "--no-error-on-unmatched-pattern", site.Narrowed ? "{files}" : "."];
}
