using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary><c>go vet</c> (Go 1.17 and later): what Go itself thinks wrong. Expected where a module is, unless a linter is configured.</summary>
internal static class GoVet
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "go-vet",
        TestedVersion = "1.19.8",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "Go",
        Files = Languages.Go,
        Evidence = [new ManifestEvidence("go.mod")],
        Projects = GoModules.Of,
        LookUp = new LookUp { Program = "go" },
        Scope = CheckScope.Project,
        Inputs = GoInputs.Of,
        Arguments = static _ => ["vet", "./..."],
        AddedArgumentsAt = 1,

        // 2 until Go 1.21, then 1; 1 is also what the go command says of itself.
        Exits = ExitTable.Linter.With(ExitMeaning.Findings, 2),
        Reader = new GoReader(),
        Inspects = GoBuildFiles.Of,
        VersionArguments = ["version"],
        Package = new Package { Debian = "golang-go", Otherwise = "get Go from https://go.dev/dl/" },
        Network = true,
        OfflineEnvironment = ImmutableDictionary<string, string?>.Empty.Add("GOPROXY", "off").Add("GOSUMDB", "off").Add("GOTOOLCHAIN", "local"),
    };
}
