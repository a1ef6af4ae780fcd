using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>The TypeScript compiler as a type checker (4.0 and later).</summary>
internal static class Tsc
{
    private const string Project = "tsconfig.json";

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "tsc",
        TestedVersion = "5.9.3",
        Dimension = Dimension.TypeSafety,
        Role = "type checker",
        Language = "TypeScript",
        Files = Languages.EcmaScript,
        SuggestedFor = Languages.TypeScript,
        Evidence = [new FileEvidence(Project)],
        Places = TscProjects.Choose,
        LookUp = new LookUp { Program = "tsc", Environment = ProjectEnvironment.NodeModules, NeedsEnvironment = true },
        Scope = CheckScope.Project,
        Inputs = new ProjectInputs { Files = Languages.Json },
        Arguments = Arguments,
        AddedArgumentsAt = 1,
        MayWrite = HasReferences,
        Exits = ExitTable.Of(ExitMeaning.Findings, 1, 2).With(ExitMeaning.ToolError, 3, 4),
        Reader = new TscReader(),
        Package = new Package { Npm = "typescript" },
    };

    // A project that refers to others is checked against what they emit, so these must be built, as a person would (--noEmit ends there in
    // TS6310). Any other is only checked; the file of incremental ones goes to our folder, and composite ones can't do without it.
    private static ImmutableArray<string> Arguments(ToolSite site) => HasReferences(site)
        ? ["--build", "--force", "--pretty", "false"]
        : ["--noEmit", "--incremental", "--tsBuildInfoFile", $"{{scratch}}/{ScratchName.Of(site.Directory)}.tsbuildinfo", "--pretty", "false", "--project", "."];

    private static bool HasReferences(ToolSite site) => !TscProjects.References(site.Repository, site.Directory).IsEmpty;
}
