using System.Collections.Immutable;
using Unfazed.Validators.Tools.Catalogue;

namespace Unfazed.Validators.Tools;

/// <summary>The tools that are known, in the order in which reports show them within a dimension; of several for one role the first is preferred.</summary>
internal static class ToolCatalog
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<Tool> All { get; } =
    [
        Ruff.Tool,
        Flake8.Tool,
        Pylint.Tool,
        Mypy.Tool,
        Pyright.Tool,
        Ty.Tool,
        Bandit.Tool,
        RuffFormat.Tool,
        Black.Tool,
        Isort.Tool,
        ShellCheck.Tool,
        Shfmt.Tool,
        Biome.Tool,
        Oxlint.Tool,
        Eslint.Tool,
        Tsc.Tool,
        BiomeFormat.Tool,
        Prettier.Tool,
        DotnetBuild.Tool,
        DotnetFormat.Tool,
        GolangciLint.Tool,
        GoVet.Tool,
        Gofmt.Tool,
        Clippy.Tool,
        CargoFmt.Tool,
        Rubocop.Tool,
        ClangTidy.Tool,
        Cppcheck.Tool,
        ClangFormat.Tool,
        Yamllint.Tool,
        MarkdownlintCli2.Tool,
        Hadolint.Tool,
        Actionlint.Tool,
        Codespell.Tool,
        Cspell.Tool,
        Secretlint.Tool,
        Gitleaks.Tool,
        PytestCov.Tool,
        Vitest.Tool,
        Jest.Tool,
        DotnetTest.Tool,
    ];

    /// <summary>The tool of this name, or null.</summary>
    public static Tool? Find(string name) => All.FirstOrDefault(tool => string.Equals(tool.Name, name, StringComparison.Ordinal));
}
