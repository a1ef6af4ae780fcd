using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>cspell, a spell checker for code (6.0 and later).</summary>
internal static partial class Cspell
{
    private static readonly ImmutableArray<string> Names =
    [
        ".cspell.json", "cspell.json", ".cSpell.json", "cSpell.json", "cspell.jsonc", ".cspell.jsonc", "cspell.config.json", "cspell.config.jsonc", "cspell.yaml",
        "cspell.yml", ".cspell.yaml", ".cspell.yml", "cspell.config.yaml", "cspell.config.yml", "cspell.config.js", "cspell.config.cjs", "cspell.config.mjs",
        "cspell.config.toml", "cspell.toml",
    ];

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "cspell",
        TestedVersion = "9.8.0",
        Dimension = Dimension.Lint,
        Role = "spell checker",
        Language = Languages.AnyText,
        Files = Languages.All,
        Evidence = [.. Names.Select(static name => new FileEvidence(name)), new PackageJsonKeyEvidence("cspell"), new NodePackageEvidence("cspell") { Configurations = Names }],
        LookUp = new LookUp { Program = "cspell", Environment = ProjectEnvironment.NodeModules },
        Scope = CheckScope.File,

        // Named with --file, what its configuration leaves out is left out. Without globs, those of its configuration count, or all files.
        Arguments = static site =>
        [
            "lint", "--no-progress", "--no-color", "--no-must-find-files", "--relative", "--gitignore",
            .. site.Narrowed ? ImmutableArray.Create("--file", "{files}") : NamesItsFiles(site) ? [] : ["."],
        ],
        AddedArgumentsAt = 1,
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 2),
        Reader = new LineReader(new LineFormat { Record = Record, Files = static output => CountedFiles.In(output.ErrorLines, Checked()), OnlyOutput = true, Failure = Failure, Rule = "unknown-word" }),
        Caching = new ToolCaching { Configuration = ["package.json", ".gitignore"], UserFiles = ["~config/configstore/cspell.json"] },
        Package = new Package { Npm = "cspell" },
    };

    private static bool NamesItsFiles(ToolSite site) => Names.Append("package.json").Any(name =>
    {
        using var settings = JsonText.Parse(site.Repository.Text(site.PathOf(name)));
        var root = settings?.RootElement ?? default;
        return root.Get("files").ValueKind == System.Text.Json.JsonValueKind.Array && name != "package.json" || root.Get("cspell").Get("files").ValueKind == System.Text.Json.JsonValueKind.Array;
    });

    [GeneratedRegex(@"^(?<path>.+?):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9}) - (?<message>(Unknown word|Forbidden word|Misspelled word).*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    [GeneratedRegex("^CSpell: Files checked: (?<files>[0-9]{1,9}),", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Checked();

    [GeneratedRegex("^(?<message>(Configuration Error|Error|Failed to read).*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Failure();
}
