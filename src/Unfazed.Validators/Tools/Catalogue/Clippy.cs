using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

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
            new FileEvidence("clippy.toml"), new FileEvidence(".clippy.toml"), new TomlEvidence("Cargo.toml", "lints"), new TomlEvidence("Cargo.toml", "workspace.lints"),
            new ToolchainEvidence("clippy"),
        ],
        LookUp = new LookUp { Program = "cargo" },
        Scope = CheckScope.Project,
        Arguments = static _ => ["clippy", "--workspace", "--message-format", "json"],
        AddedArgumentsAt = 1,

        // 101: it does not compile, or a lint that is denied was found.
        Exits = ExitTable.Of(ExitMeaning.Findings, 101).With(ExitMeaning.ToolError, 1),
        Reader = new ClippyReader(),
        VersionArguments = ["clippy", "--version"],
        Package = new Package { Otherwise = "install it with: rustup component add clippy" },
        Cores = 2,
        Locks = ["cargo"],
        DefaultTimeout = TimeSpan.FromMinutes(5),
        Network = true,
        OfflineEnvironment = ImmutableDictionary<string, string?>.Empty.Add("CARGO_NET_OFFLINE", "true"),
    };
}
