using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>Clippy, the linter of Rust (with cargo 1.60 and later). Expected where its configuration is, or lints are set in a manifest.</summary>
internal static class Clippy
{
    /// <summary>A message of the compiler that has no code: the file does not parse.</summary>
    public const string Syntax = "syntax";

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "clippy",
        TestedVersion = "1.63",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "Rust",
        Files = Languages.Rust,
        Evidence =
        [
            new FileEvidence("clippy.toml") { IsInherited = true }, new FileEvidence(".clippy.toml") { IsInherited = true }, new TomlEvidence("Cargo.toml", "lints"), new TomlEvidence("Cargo.toml", "workspace.lints"),
            new ToolchainEvidence("clippy") { IsInherited = true },
        ],
        Projects = CargoWorkspaces.Of,
        LookUp = new LookUp { Program = "cargo" },
        Scope = CheckScope.Project,
        Inputs = new ProjectInputs { AnyBelow = true },
        Arguments = Arguments,

        // What follows "--" is the compiler's.
        AddedArgumentsAt = int.MaxValue,

        // 101: it does not compile, or a lint that is denied was found.
        Exits = ExitTable.Of(ExitMeaning.Findings, 101).With(ExitMeaning.ToolError, 1),
        Reader = new ClippyReader(),
        Validator = static run => new CargoValidator(run),
        VersionArguments = ["clippy", "--version"],
        Package = new Package { Otherwise = "install it with: rustup component add clippy" },
        Cores = 2,
        Locks = ["cargo"],
        DefaultTimeout = TimeSpan.FromMinutes(5),
        Network = true,
        OfflineEnvironment = ImmutableDictionary<string, string?>.Empty.Add("CARGO_NET_OFFLINE", "true"),
    };

    // A lock file that is part of the repository is not rewritten.
    private static ImmutableArray<string> Arguments(ToolSite site) =>
        ["clippy", "--workspace", "--all-targets", "--message-format", "json", .. HasLock(site) ? ImmutableArray.Create("--locked") : []];

    private static bool HasLock(ToolSite site) =>
        site.PathOf(CargoValidator.LockFile) is var path && site.Repository.Has(path) && !site.Repository.Workspace.Untracked.Contains(path);
}
