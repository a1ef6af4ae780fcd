using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Detection.Dotnet;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>
/// <c>dotnet format</c> (SDK 8 and later): white space alone, which needs no build, unless <c>.editorconfig</c> sets severities of code style. It
/// is silent about files that do not parse; the compiler is not.
/// </summary>
internal static partial class DotnetFormat
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "dotnet-format",
        TestedVersion = "10.0.401",
        Dimension = Dimension.Format,
        Role = "formatter",
        Language = "C#",
        Files = Languages.CSharp,
        Evidence = [new EditorConfigEvidence("csharp_", "dotnet_", "[*.cs]", "[*.{cs,", "[*.{cs}")],
        LookUp = new LookUp { Program = "dotnet" },
        Scope = CheckScope.File,

        // Files are named, since it would walk into bin and obj.
        Arguments = static site => ["format", .. Mode(site), "--verify-no-changes", "--include", "{files}"],
        AddedArgumentsAt = 1,
        Exits = ExitTable.Of(ExitMeaning.Findings, 2).With(ExitMeaning.ToolError, 1),
        Reader = new LineReader(new LineFormat { Record = Record, Failure = Failure, SeverityOf = static (_, _) => Severity.Warning }),
        VersionArguments = ["format", "--version"],
        Caching = new ToolCaching { Grain = CacheGrain.Workspace, Configuration = [".editorconfig", "global.json", "Directory.Build.props"] },
        Package = new Package { Otherwise = "install the .NET SDK: https://dotnet.microsoft.com/download" },
        Locks = ["dotnet"],
        DefaultTimeout = TimeSpan.FromMinutes(5),
        Fix = new ToolFix(FixKind.Formatter, static site => ["format", .. Mode(site), "--include", "{files}"]),
        FixSuggestion = "dotnet format",
    };

    private static ImmutableArray<string> Mode(ToolSite site) =>
        SetsStyle(site) && DotnetLayout.Of(site.Repository).TargetsBelow(site.Directory) is [var only]
            ? [site.Directory == "." ? only : Path.GetRelativePath(site.Directory, only), "--no-restore"]
            : ["whitespace", "--folder", "."];

    // csharp_style_namespace_declarations = file_scoped:warning, dotnet_diagnostic.IDE0055.severity = error
    private static bool SetsStyle(ToolSite site) => (site.Repository.Text(site.PathOf(".editorconfig")) ?? "").Split('\n').Any(static line => Style().IsMatch(line.TrimEnd('\r')));

    [GeneratedRegex(@"^\s*((csharp|dotnet)_(style|prefer)_?[a-z_]*\s*=.*:\s*(warning|error)|dotnet_diagnostic\.IDE[0-9]+\.severity\s*=\s*(warning|error))\s*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Style();

    [GeneratedRegex(@"^(?<path>.+?)\((?<line>[0-9]{1,9}),(?<column>[0-9]{1,9})\): (?<severity>error|warning|info) (?<rule>[A-Za-z0-9_]+): (?<message>.*?)( \[[^\]]*\])?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    [GeneratedRegex("^(?<message>Unhandled exception: .*|.*Required references did not load for .*|.*The project was not restored.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Failure();
}
