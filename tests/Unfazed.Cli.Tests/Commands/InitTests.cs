using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class InitTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    [Fact(Timeout = Limit)]
    public async Task The_first_file_names_what_runs_and_why_and_what_others_ran_and_then_unfazed_runs()
    {
        _repository.Folder.Write("setup.cfg", "[flake8]\nmax-line-length = 100\n");
        _repository.Folder.Write("a.py", "X = 1\n");
        _repository.Folder.Write(".pre-commit-config.yaml", "repos:\n- repo: local\n  hooks:\n  - {id: words, entry: 'true', language: system, types: [python]}\n  - {id: up, entry: x, language: node}\n- repo: x\n  hooks:\n  - {id: debug-statements, exclude: ^dbg/}\n  - {id: check-added-large-files, args: [--maxkb=900]}\n");
        _repository.Commit();

        var ended = await _unfazed.RunAsync(_repository.Path, "init");

        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.Contains("not taken over", ended.Output, StringComparison.Ordinal);
        var file = await File.ReadAllTextAsync(_repository.Folder["unfazed.yaml"]);
        Assert.Contains("# - flake8: setup.cfg [flake8] (code_quality, blocker)\n", file, StringComparison.Ordinal);
        Assert.Contains("  # .pre-commit-config.yaml: hook words\n  words: { run: [\"true\", \"{files}\"], files: [\"**/*.{py,pyi}\"] }\n", file, StringComparison.Ordinal);
        Assert.Contains("hygiene:\n  debug-statements: { exclude: [\"dbg/**\"] }\n  check-added-large-files: { max_kb: 900 }\n", file, StringComparison.Ordinal);
        var run = await _unfazed.RunAsync(_repository.Path, "words", "--format", "json");
        Assert.Equal(0, run.ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task What_gets_an_entry_is_neither_suggested_nor_said_to_need_none()
    {
        _repository.Folder.Write("setup.cfg", "[flake8]\n[mypy]\n");
        _repository.Folder.Write("a.py", "X = 1\n");
        _repository.Folder.Write("a.sh", "#!/bin/sh\n");
        _repository.Folder.Write(".pre-commit-config.yaml", "repos:\n- repo: x\n  hooks:\n  - {id: shellcheck}\n  - {id: mypy, exclude: '^(docs/|a\\.py)'}\n  - {id: forbid-new-submodules}\n  - {id: check-added-large-files, args: [--enforce-all, --maxkb=9]}\n");
        _repository.Commit();

        var ended = await _unfazed.RunAsync(_repository.Path, "init");

        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.Contains("detected, no entry needed  flake8, secrets, hygiene\n", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not taken over", ended.Output, StringComparison.Ordinal);
        var file = await File.ReadAllTextAsync(_repository.Folder["unfazed.yaml"]);
        Assert.DoesNotContain("suggested", file, StringComparison.Ordinal);
        Assert.Contains("  mypy: { exclude: [\"docs/**\", a.py] }\n", file, StringComparison.Ordinal);
        Assert.Contains("hygiene:\n  check-added-large-files: { max_kb: 9, enforce_all: true }\n  forbid-new-submodules: true\n", file, StringComparison.Ordinal);
        Assert.Equal(0, (await _unfazed.RunAsync(_repository.Path, "config")).ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task Where_the_last_run_had_findings_only_new_ones_are_proposed_to_block()
    {
        _repository.Folder.Write("a.txt", "<<<<<<< HEAD\n");
        _repository.Commit();
        _repository.Git("update-ref", "refs/remotes/origin/main", "HEAD");
        Assert.Equal(1, (await _unfazed.RunAsync(_repository.Path)).ExitCode);

        var ended = await _unfazed.RunAsync(_repository.Path, "init");

        Assert.Contains("1 in the last run; only those since origin/main block (new_since)", ended.Output, StringComparison.Ordinal);
        Assert.Contains("\nnew_since: origin/main\n", await File.ReadAllTextAsync(_repository.Folder["unfazed.yaml"]), StringComparison.Ordinal);
        var after = await _unfazed.RunAsync(_repository.Path);
        Assert.True(after.ExitCode == 0, after.Output + after.Error);
    }

    /// <summary>On the only branch everything that is committed would be known.</summary>
    [Fact(Timeout = Limit)]
    public async Task Without_a_remote_old_findings_are_offered_a_baseline()
    {
        _repository.Folder.Write("a.txt", "<<<<<<< HEAD\n");
        _repository.Commit();
        Assert.Equal(1, (await _unfazed.RunAsync(_repository.Path)).ExitCode);

        var ended = await _unfazed.RunAsync(_repository.Path, "init");

        Assert.Contains("1 in the last run; \"unfazed baseline create\" accepts them, and only new ones block", ended.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await _unfazed.RunAsync(_repository.Path)).ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_remote_no_branch_of_one_is_named()
    {
        _repository.Folder.Write("a.txt", "x\n");
        _repository.Commit();

        Assert.Equal(0, (await _unfazed.RunAsync(_repository.Path, "init")).ExitCode);

        var file = await File.ReadAllTextAsync(_repository.Folder["unfazed.yaml"]);
        Assert.DoesNotContain("origin", file, StringComparison.Ordinal);
        Assert.Contains("\"unfazed baseline create\"", file, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_run_both_ways_stand_in_a_comment()
    {
        _repository.Folder.Write("a.txt", "<<<<<<< HEAD\n");
        _repository.Commit();
        _repository.Git("update-ref", "refs/remotes/origin/main", "HEAD");

        Assert.Equal(0, (await _unfazed.RunAsync(_repository.Path, "init")).ExitCode);

        var file = await File.ReadAllTextAsync(_repository.Folder["unfazed.yaml"]);
        Assert.Contains("# new_since: origin/main\n", file, StringComparison.Ordinal);
        Assert.Contains("\"unfazed baseline create\"", file, StringComparison.Ordinal);
        Assert.Equal(1, (await _unfazed.RunAsync(_repository.Path)).ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_that_is_there_is_left_as_it_is()
    {
        _repository.Folder.Write("unfazed.yml", "version: 1\n");

        var ended = await _unfazed.RunAsync(_repository.Path, "init");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("is there already", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.False(File.Exists(_repository.Folder["unfazed.yaml"]));
    }

    [Fact(Timeout = Limit)]
    public async Task What_others_wrote_can_forge_no_line_and_no_setting()
    {
        _repository.Folder.Write("package.json", """{"scripts": {"lint:a\ndetect: false\n#": "x\ny", "lint:\u001b[31m": "echo {\nversion: 2", "lint": "a 'b"}}""");
        _repository.Folder.Write("lefthook.yml", "pre-commit:\n  commands:\n    out: { run: words, root: ../.. }\n    many: { run: 'words \"{ a, b: c }\" #', glob: '[' }\n");
        _repository.Commit();

        var ended = await _unfazed.RunAsync(_repository.Path, "init", "--format", "json");

        Assert.True(ended.ExitCode == 0, ended.Error);
        using var told = JsonDocument.Parse(ended.Output);
        Assert.Contains(told.RootElement.GetProperty("left_out").EnumerateArray(), static left => left.GetProperty("from").GetString() == "lefthook.yml: pre-commit out");
        var file = await File.ReadAllTextAsync(_repository.Folder["unfazed.yaml"]);
        Assert.DoesNotContain('\e', file);
        Assert.DoesNotContain("\ndetect", file, StringComparison.Ordinal);
        Assert.Equal(0, (await _unfazed.RunAsync(_repository.Path, "config")).ExitCode);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }
}
