using Unfazed.Core.Workspace;
using Unfazed.Testing;
using Unfazed.Validators.Migration;

namespace Unfazed.Validators.Tests.Migration;

public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void Hooks_of_pre_commit_become_tools_rules_and_checks_of_ones_own()
    {
        var notes = Read(".pre-commit-config.yaml", """
            exclude: ^vendor/|\.min\.js$
            repos:
            - repo: https://github.com/pre-commit/pre-commit-hooks
              rev: v5.0.0
              hooks:
              - id: trailing-whitespace
              - id: check-added-large-files
                args: [--maxkb=900]
              - id: name-tests-test
            - repo: https://github.com/PyCQA/flake8
              rev: 7.0.0
              hooks:
              - id: flake8
                args: [--max-line-length=120]
                exclude: ^docs/conf\.py$
            - repo: local
              hooks:
              - id: house rules
                entry: scripts/house-rules --strict
                language: system
                files: \.(md|rst)$
              - id: no-todo
                entry: TODO
                language: pygrep
              - id: piped
                entry: sort a | uniq
                language: system
              - id: types
                entry: poetry run mypy src
                language: system
                pass_filenames: false
              - id: message
                entry: gitlint
                language: system
                stages: [commit-msg]
            """);

        Assert.Equal(["trailing-whitespace", "check-added-large-files"], notes.BuiltIn);
        Assert.Equal(["vendor/**", "**/*.min.js"], notes.Exclude);
        Assert.Equal(["flake8", "house-rules", "mypy"], notes.Proposals.Select(static proposal => proposal.Name));
        var (flake8, house) = (notes.Proposals[0], notes.Proposals[1]);
        Assert.Equal(["--max-line-length=120"], flake8.Arguments.AsEnumerable());
        Assert.Equal(["docs/conf.py"], flake8.Exclude.AsEnumerable());
        Assert.Equal(["scripts/house-rules", "--strict", "{files}"], house.Run.AsEnumerable());
        Assert.Equal(["**/*.{md,rst}"], house.Files.AsEnumerable());
        Assert.Equal("it also had: src", notes.Proposals[2].Remark);
        Assert.Equal(
            ["name-tests-test", "no-todo", "piped", "message"],
            notes.LeftOut.Select(static left => left.Origin.Split(' ')[^1]));
        Assert.Equal(900, notes.LargestFile);
    }

    [Fact]
    public void What_a_hook_leaves_out_is_left_out_here_or_said()
    {
        var notes = Read(".pre-commit-config.yaml", """
            repos:
            - repo: https://github.com/pre-commit/pre-commit-hooks
              hooks:
              - { id: debug-statements, exclude: '^dbg\.py$' }
              - { id: detect-private-key, exclude: '^keys/' }
            - repo: https://github.com/psf/black
              hooks:
              - { id: black, files: '^src/' }
              - { id: flake8, exclude: [docs] }
            """);

        Assert.Equal(["dbg.py"], notes.ExcludeByRule["debug-statements"]);
        Assert.Equal(["detect-private-key", "black", "flake8"], notes.LeftOut.Select(static left => left.Origin.Split(' ')[^1]));
        Assert.Contains("keys/**", notes.LeftOut[0].Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--write-changes", "", null)]
    [InlineData("--ignore-words-list=nd", "--ignore-words-list=nd", null)]
    [InlineData("--build --pretty", "", "it also had: --build")]
    [InlineData("--ignore E501 --exit-zero", "--ignore E501", "it also had: --exit-zero")]
    public void Only_options_that_say_what_counts_are_taken_over(string given, string taken, string? remark)
    {
        var proposal = CommandMapping.WithOptions(new Proposal("tool", "hook"), [.. given.Split(' ')]);

        Assert.Equal(taken, string.Join(' ', proposal.Arguments));
        Assert.Equal(remark, proposal.Remark);
    }

    [Fact]
    public void Commands_and_jobs_of_lefthook_take_its_files_as_ours()
    {
        var notes = Read("lefthook.yml", """
            min_version: 1.0.0
            pre-commit:
              parallel: true
              commands:
                lint: { run: "npx eslint {staged_files}", glob: "*.js" }
                words: { run: "scripts/words --list {staged_files}", glob: "*.md", root: docs/ }
                shell: { run: "cat {staged_files} | wc -l" }
                tidy: { run: "scripts/tidy --fix {staged_files}" }
                off: { run: "scripts/off", skip: true }
              jobs:
              - name: group
                group:
                  jobs:
                  - run: flake8 .
            commit-msg:
              commands: { check: { run: "commitlint" } }
            """);

        Assert.Equal(["eslint", "words", "flake8"], notes.Proposals.Select(static proposal => proposal.Name));
        Assert.Equal(["scripts/words", "--list", "{files}"], notes.Proposals[1].Run.AsEnumerable());
        Assert.Equal(["**/*.md"], notes.Proposals[1].Files.AsEnumerable());
        Assert.Equal("docs", notes.Proposals[1].Directory);
        Assert.Equal(["lefthook.yml: pre-commit lint", "lefthook.yml: pre-commit shell", "lefthook.yml: pre-commit tidy", "lefthook.yml: pre-commit off", "lefthook.yml: commit-msg"], notes.LeftOut.Select(static left => left.Origin));
    }

    [Fact]
    public void Linters_of_mega_linter_are_on_off_or_unknown()
    {
        var notes = Read(".mega-linter.yml", "ENABLE_LINTERS: [PYTHON_FLAKE8, JAVA_PMD]\nDISABLE_LINTERS: BASH_SHELLCHECK, PHP_PHPCS\nENABLE: [MARKDOWN]\n");

        Assert.Equal([("flake8", true), ("shellcheck", false)], notes.Proposals.Select(static proposal => (proposal.Name, proposal.IsOn)));
        Assert.Equal(2, notes.LeftOut.Count);
    }

    [Fact]
    public void Scripts_of_a_package_are_taken_where_they_check()
    {
        _folder.Write("pnpm-lock.yaml", "lockfileVersion: 9\n");
        var notes = Read("package.json", """
            { "scripts": { "lint": "eslint . && tsc --noEmit", "lint:css": "stylelint src", "lint:fix": "stylelint --fix src", "check": "npm run lint",
                           "test": "vitest run", "build": "vite build", "dev": "vite" } }
            """);

        Assert.Equal(["eslint", "tsc", "lint-css", "tests"], notes.Proposals.Select(static proposal => proposal.Name));
        Assert.Equal(["pnpm", "run", "lint:css"], notes.Proposals[2].Run.AsEnumerable());
        Assert.True(notes.Proposals[3].IsOffered);
        Assert.Equal(["package.json: script lint:fix", "package.json: script check"], notes.LeftOut.Select(static left => left.Origin));
    }

    [Fact]
    public void A_manifest_that_no_text_can_hold_is_left_out()
    {
        var notes = Read("package.json", "{\"scripts\": {\"lint\": \"\\ud800\"}}");

        Assert.Equal("package.json", Assert.Single(notes.LeftOut).Origin);
    }

    [Fact]
    public void Commands_of_tox_are_read_over_several_lines()
    {
        var notes = Read("tox.ini", """
            [testenv]
            commands = pytest {posargs:tests} \
                -x
            [testenv:lint]
            commands =
                flake8 src
                mypy --strict
                pre-commit run --all-files
                {env:TOOL} src
            """);

        Assert.Equal(["tests", "flake8", "mypy"], notes.Proposals.Select(static proposal => proposal.Name));
        Assert.Equal(["pytest", "-x"], notes.Proposals[0].Run.AsEnumerable());
        Assert.Equal(["--strict"], notes.Proposals[2].Arguments.AsEnumerable());
        Assert.Equal(2, notes.LeftOut.Count);
    }

    [Theory]
    [InlineData(@"\.py$", "**/*.py")]
    [InlineData(@"\.(py|pyi)$", "**/*.{py,pyi}")]
    [InlineData(@"^docs/", "docs/**")]
    [InlineData(@"^(a|b)/.*\.md$", "{a,b}/**/*.md")]
    [InlineData(@"^src/main\.rs$", "src/main.rs")]
    [InlineData(@".*\.sh$", "**/*.sh")]
    [InlineData(@"^src/[a-z]+\.py$", null)]
    [InlineData(@"docs/", null)]
    [InlineData(@"(?x)^(a|b)$", null)]
    [InlineData(@"", null)]
    public void A_simple_pattern_is_a_glob_and_others_are_refused(string pattern, string? glob) => Assert.Equal(glob, PathPattern.ToGlob(pattern));

    [Theory]
    [InlineData(@"^(docs/|example-plugin/)", "docs/** example-plugin/**")]
    [InlineData(@"^docs/.*", "docs/**")]
    [InlineData(@"^docs/.*$", "docs/**")]
    [InlineData(@"^(?:vendor/.*|(src/)?gen\.py)$", null)]
    [InlineData(@"^(a/b\.py|(docs|site)/)", "a/b.py {docs,site}/**")]
    [InlineData("(?x)^(\n  # made by a program\n  src/gen\\.py|\n  docs/.*|   # and words (\n  \\.min\\.js\n)$\n", "src/gen.py docs/** .min.js")]
    [InlineData(@"(\.min\.js|\.map)$", "**/*.min.js **/*.map")]
    [InlineData(@"(?i)^docs/", null)]
    [InlineData(@"^(a\)|b/)", null)]
    [InlineData(@"^(docs|vendor)", null)]
    [InlineData(@"()", null)]
    [InlineData(@"(((((((((((((a/)))))))))))))", null)]
    public void Alternatives_of_what_to_leave_out_are_globs_of_their_own(string pattern, string? globs) =>
        Assert.Equal(globs, PathPattern.ToExclusions(pattern) is { } all ? string.Join(' ', all) : null);

    [Theory]
    [InlineData(@"^(src/.*\.py|setup\.py)$", "src/**/*.py setup.py")]
    [InlineData(@"^(src|tests)/", "{src,tests}/**")]
    [InlineData(@"(a|b\.py)$", null)]
    public void Alternatives_of_what_to_look_at_are_globs_only_where_these_say_the_same(string pattern, string? globs) =>
        Assert.Equal(globs, PathPattern.ToGlobs(pattern) is { } all ? string.Join(' ', all) : null);

    [Fact]
    public void Arguments_that_a_built_in_rule_has_no_need_of_are_not_missed_and_others_are_taken_over_or_said()
    {
        var notes = Read(".pre-commit-config.yaml", """
            files: ^src/
            repos:
            - repo: https://github.com/pre-commit/pre-commit-hooks
              hooks:
              - { id: check-yaml, args: [--unsafe, --allow-multiple-documents] }
              - { id: mixed-line-ending, args: [--fix=auto] }
              - { id: mixed-line-ending, args: [--fix=lf] }
              - { id: check-added-large-files, args: [--enforce-all] }
              - { id: forbid-new-submodules }
            """);

        Assert.Equal([".pre-commit-config.yaml: files", ".pre-commit-config.yaml: hook mixed-line-ending"], notes.LeftOut.Select(static left => left.Origin));
        Assert.Contains("--fix=lf", notes.LeftOut[1].Why, StringComparison.Ordinal);
        Assert.True(notes is { EnforcesSizeOfAll: true, ForbidsSubmodules: true, LargestFile: null });
    }

    [Theory]
    [InlineData("clippy", "clippy")]
    [InlineData("cargo-clippy", "clippy")]
    [InlineData("fmt", "cargo-fmt")]
    [InlineData("ruff-check", "ruff")]
    [InlineData("typescript", "tsc")]
    [InlineData("pytest-cov", null)]
    public void Tools_are_known_by_the_names_that_others_give_them(string name, string? tool) => Assert.Equal(tool, ForeignNames.ToolOf(name));

    [Fact]
    public void Whatever_stands_in_these_files_they_are_read_to_their_end()
    {
        string[] names = [".pre-commit-config.yaml", "lefthook.yml", ".mega-linter.yml", "package.json", "tox.ini"];
        string[] scraps =
        [
            "repos:\n", "- repo: local\n  hooks:\n", "  - id: x\n    entry: a b\n", "pre-commit:\n", " jobs: [", "{", "}", "\"scripts\": {", "\"lint\": \"\\ud800\",",
            "[testenv:", "]\n", "commands =\n  ", "{posargs", "&a", "*a", "<<: ", "\0", "\t", "'", "^(|", "ENABLE_LINTERS", ": ", "\uFEFF", "\n", "!tag ", "é",
        ];
        var random = new Random(20261122);
        for (var round = 0; round < 2_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => scraps[random.Next(scraps.Length)]));
            Assert.NotNull(Read(names[round % names.Length], text));
        }
    }

    public void Dispose() => _folder.Dispose();

    private MigrationNotes Read(string name, string text)
    {
        _folder.Write(name, text);
        var files = Directory.GetFiles(_folder.Path).Select(static path => new WorkspaceFile(Path.GetFileName(path), WorkspaceFileKind.Regular, FileStatus.Of(path).Stamp));
        return ForeignConfigurations.Read(new WorkspaceSnapshot(_folder.Path, isGit: false, [.. files.OrderBy(static file => file.Path, StringComparer.Ordinal)]));
    }
}
