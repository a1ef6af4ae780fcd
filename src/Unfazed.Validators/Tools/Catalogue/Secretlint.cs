using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>secretlint, a scanner for secrets (7.0 and later), with its recommended rules where the repository sets none.</summary>
internal static partial class Secretlint
{
    private const string Recommended = """{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}""";

    private static readonly ImmutableArray<string> Names =
        [".secretlintrc", ".secretlintrc.json", ".secretlintrc.yaml", ".secretlintrc.yml", ".secretlintrc.js", ".secretlintrc.cjs", ".secretlintrc.mjs"];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "secretlint",
        TestedVersion = "12.0.0",
        Dimension = Dimension.Security,
        Role = Tool.SecretScanner,
        Language = Languages.AnyText,
        Files = Languages.All,
        Evidence = [.. Names.Select(static name => new FileEvidence(name)), new NodePackageEvidence("secretlint") { Configurations = Names }],
        LookUp = new LookUp { Program = "secretlint", Environment = ProjectEnvironment.NodeModules },
        Scope = CheckScope.File,

        // Its JSON holds the text of each file, with the secrets in it, and so would our log.
        Arguments = static site =>
        [
            "--format", "unix", "--maskSecrets",
            .. Names.Any(name => site.Repository.Has(site.PathOf(name))) ? ImmutableArray<string>.Empty : ["--secretlintrcJSON", Recommended],
            .. site.Narrowed ? [.. site.Files.Select(GlobText.Escape)] : ImmutableArray.Create("**/*"),
        ],
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 2),
        Reader = new LineReader(new LineFormat { Record = Record, OnlyOutput = true, FirstColumn = 0 }),
        Caching = new ToolCaching { Configuration = [".secretlintignore", ".gitignore", "package.json"] },
        Package = new Package { Npm = "secretlint" },
    };

    [GeneratedRegex(@"^(?<path>.+?):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9}): (?<message>.*) \[(?<severity>Error|Warning|Info)/(?<rule>[^\]]+)\]$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();
}
