namespace Unfazed.Testing;

/// <summary>The real programs that tests use. <c>eng/setup-tools.sh</c> installs them.</summary>
public static class Tool
{
    private static readonly string[] DebianPrograms =
    [
        "age", "age-keygen", "bandit", "black", "cargo", "chromium", "clang-format", "clang-tidy", "cmark-gfm", "codespell", "cppcheck", "flake8", "go", "gofmt", "isort", "mypy", "pylint", "pytest",
        "rubocop", "rustfmt", "shellcheck", "shfmt", "yamllint", "prometheus", "promtool", "prometheus-pushgateway", "influxd", "victoria-metrics",
    ];

    private static readonly string[] NpmPrograms = ["biome", "cspell", "eslint", "jest", "markdownlint-cli2", "mcp-server-commands", "mcp-server-everything", "oxlint", "prek", "prettier", "pyright", "secretlint", "tsc", "vitest"];

    /// <summary>Whether a missing tool fails its tests instead of skipping them.</summary>
    public static bool AreRequired => Environment.GetEnvironmentVariable("UNFAZED_REQUIRE_TOOLS") == "1";

    /// <summary>The folder of the npm programs, which holds <c>node_modules</c>.</summary>
    public static string NpmFolder => RepositoryRoot.Combine("eng", "tools");

    /// <summary>The absolute path of a program.</summary>
    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static string Path(string name) =>
        Find(name) ?? throw new InvalidOperationException($"{name} is not installed: run eng/setup-tools.sh.");

    /// <summary>The absolute path of a program, or null when it is not installed.</summary>
    public static string? Find(string name)
    {
        // Another Python may come first on the PATH, with other versions of the same tools.
        var folders = DebianPrograms.Contains(name, StringComparer.Ordinal) ? ["/usr/bin"]
            : NpmPrograms.Contains(name, StringComparer.Ordinal) ? [System.IO.Path.Combine(NpmFolder, "node_modules", ".bin")]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    internal static string? WhyToSkip(string[] tools)
    {
        var missing = AreRequired ? [] : tools.Where(static tool => Find(tool) is null).ToArray();
        return missing.Length == 0 ? null : $"not installed: {string.Join(", ", missing)} (eng/setup-tools.sh installs it)";
    }
}
