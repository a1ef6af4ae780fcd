using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary><c>cargo fmt</c>, the formatter of Rust (rustfmt 1.4 and later). Expected where its configuration is, or a toolchain file names it.</summary>
internal static partial class CargoFmt
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "cargo-fmt",
        TestedVersion = "1.63",
        Dimension = Dimension.Format,
        Role = "formatter",
        Language = "Rust",
        Files = Languages.Rust,
        Evidence = [new FileEvidence("rustfmt.toml") { IsInherited = true }, new FileEvidence(".rustfmt.toml") { IsInherited = true }, new ToolchainEvidence("rustfmt") { IsInherited = true }],
        Projects = CargoWorkspaces.OfSources,
        LookUp = new LookUp { Program = "cargo" },
        Scope = CheckScope.Project,
        Inputs = new ProjectInputs { ReachesOut = static (_, _) => false },
        Arguments = static _ => ["fmt", "--all", "--check", "--", "-l"],
        AddedArgumentsAt = 1,

        // 1 stands for files that it lists and for one that does not parse.
        Exits = ExitTable.Linter.With(ExitMeaning.ToolError, 101),
        Reader = new LineReader(new LineFormat { Record = Record, Unread = Unread, Missing = static output => RustToolchain.Missing(output.ErrorExcerpt), OnlyOutput = true, Rule = "format", Message = "not formatted as rustfmt has it" }),
        VersionArguments = ["fmt", "--version"],
        Caching = new ToolCaching { UserFiles = ["~config/rustfmt/rustfmt.toml", "~config/rustfmt/.rustfmt.toml", "~/rustfmt.toml", "~/.rustfmt.toml"], Variables = ["RUSTFMT"] },
        Package = new Package { Otherwise = "install it with: rustup component add rustfmt" },

        // It formats whole packages, and with a file the modules that it declares.
        Fix = new ToolFix(FixKind.Formatter, static _ => ["fmt", "--all", "--", "-l"]) { StaysInFiles = false },
        FixSuggestion = "cargo fmt",
    };

    [GeneratedRegex(@"^(?<path>.+\.rs)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    [GeneratedRegex("^ *--> (?<path>.+?):[0-9]+(?<message>:[0-9]+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unread();
}
