using System.Collections.Frozen;
using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Validators.Migration;

/// <summary>Reads <c>.mega-linter.yml</c> (https://megalinter.io): which linters are switched on and off by name.</summary>
internal sealed class MegaLinterConfiguration(string fileName, MigrationNotes notes)
{
    private static readonly FrozenDictionary<string, string> Linters = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PYTHON_FLAKE8"] = "flake8",
        ["PYTHON_MYPY"] = "mypy",
        ["PYTHON_PYLINT"] = "pylint",
        ["PYTHON_BANDIT"] = "bandit",
        ["PYTHON_BLACK"] = "black",
        ["PYTHON_ISORT"] = "isort",
        ["PYTHON_RUFF"] = "ruff",
        ["PYTHON_RUFF_FORMAT"] = "ruff-format",
        ["PYTHON_PYRIGHT"] = "pyright",
        ["BASH_SHELLCHECK"] = "shellcheck",
        ["BASH_SHFMT"] = "shfmt",
        ["JAVASCRIPT_ES"] = "eslint",
        ["TYPESCRIPT_ES"] = "eslint",
        ["JSX_ESLINT"] = "eslint",
        ["TSX_ESLINT"] = "eslint",
        ["JAVASCRIPT_PRETTIER"] = "prettier",
        ["TYPESCRIPT_PRETTIER"] = "prettier",
        ["JSON_PRETTIER"] = "prettier",
        ["YAML_PRETTIER"] = "prettier",
        ["YAML_YAMLLINT"] = "yamllint",
        ["MARKDOWN_MARKDOWNLINT"] = "markdownlint-cli2",
        ["SPELL_CSPELL"] = "cspell",
        ["SPELL_CODESPELL"] = "codespell",
        ["DOCKERFILE_HADOLINT"] = "hadolint",
        ["ACTION_ACTIONLINT"] = "actionlint",
        ["REPOSITORY_GITLEAKS"] = "gitleaks",
        ["REPOSITORY_SECRETLINT"] = "secretlint",
        ["GO_GOLANGCI_LINT"] = "golangci-lint",
        ["RUST_CLIPPY"] = "cargo-clippy",
        ["RUBY_RUBOCOP"] = "rubocop",
        ["C_CPPCHECK"] = "cppcheck",
        ["CPP_CPPCHECK"] = "cppcheck",
        ["C_CLANG_FORMAT"] = "clang-format",
        ["CPP_CLANG_FORMAT"] = "clang-format",
        ["CSHARP_DOTNET_FORMAT"] = "dotnet-format",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Its usual names.</summary>
    public static ImmutableArray<string> FileNames { get; } = [".mega-linter.yml", ".mega-linter.yaml", ".megalinter.yml"];

    /// <summary>Notes what it asks for.</summary>
    public void Read(string text)
    {
        var root = ForeignYaml.Read(fileName, text, notes);
        foreach (var linter in Names(root, "ENABLE_LINTERS"))
        {
            Note(linter, isOn: true);
        }

        foreach (var linter in Names(root, "DISABLE_LINTERS"))
        {
            Note(linter, isOn: false);
        }

        foreach (var descriptor in Names(root, "ENABLE"))
        {
            notes.Leave($"{fileName}: ENABLE {Quoted.Short(descriptor)}", "a whole language; here each tool runs where the repository configures it");
        }

        foreach (var key in (string[])["FILTER_REGEX_EXCLUDE", "FILTER_REGEX_INCLUDE", "PRE_COMMANDS", "PLUGINS", "EXTENDS"])
        {
            if (root.Get(key) is not null)
            {
                notes.Leave($"{fileName}: {key}", "it has no counterpart that could be written for you");
            }
        }
    }

    private static IEnumerable<string> Names(ConfigNode? root, string key) =>
        root.Get(key).Texts().SelectMany(static text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private void Note(string linter, bool isOn)
    {
        var origin = $"{fileName}: {(isOn ? "ENABLE_LINTERS" : "DISABLE_LINTERS")} {Quoted.Short(linter)}";
        if (ForeignNames.ToolOf(Linters.GetValueOrDefault(linter, "")) is { } tool)
        {
            notes.Propose(new Proposal(tool, origin) { IsOn = isOn });
        }
        else if (isOn)
        {
            notes.Leave(origin, "this version knows no such tool; a check of your own can run it");
        }
    }
}
