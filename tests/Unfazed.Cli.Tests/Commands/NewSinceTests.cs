using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>Only new findings, with the real flake8 and the real git.</summary>
public sealed class NewSinceTests : IDisposable
{
    private const int Limit = 180_000;

    private readonly OldFindings _old = new();

    public void Dispose() => _old.Dispose();

    [ToolFact("flake8", Timeout = Limit)]
    public async Task Of_300_old_findings_none_blocks_and_a_new_one_does_alone()
    {
        Branch();
        var before = GitFolder();
        var quiet = await _old.RunAsync("--new");
        Assert.True(quiet.ExitCode == 0, quiet.Output + quiet.Error);
        Assert.Contains("300 known findings do not count (since main (", quiet.Output, StringComparison.Ordinal);

        // In an old file, between old findings, moved by a line.
        var lines = await File.ReadAllLinesAsync(_old.Repository.Folder["old/m7.py"]);
        await File.WriteAllLinesAsync(_old.Repository.Folder["old/m7.py"], ["# moved", .. lines[..5], "import brand_new", .. lines[5..]]);
        var (ended, report) = await _old.JsonAsync("--new");

        Assert.Equal(1, ended.ExitCode);
        var states = OldFindings.ByState(report);
        Assert.Contains("brand_new", Assert.Single(states["new"]).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(300, states["known"].Count());
        Assert.Equal("main", report.GetProperty("run").GetProperty("new_since").GetProperty("revision").GetString());
        var shown = (await _old.RunAsync("--new")).Output;
        Assert.Contains("old/m7.py:7:1 F401", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("old/m8.py", shown, StringComparison.Ordinal);
        Assert.Contains("1 problem in 1 file; 300 known", shown, StringComparison.Ordinal);
        Assert.Equal(before, GitFolder());

        // A stored run says the same again.
        var stored = JsonDocument.Parse((await _old.RunAsync("report", "--format", "json")).Output).RootElement;
        Assert.Equal(300, OldFindings.ByState(stored)["known"].Count());
        Assert.Equal(JsonValueKind.Object, stored.GetProperty("run").GetProperty("new_since").ValueKind);

        // What one run compared is nothing to one that does not ask for it, and the other way round.
        var (all, everything) = await _old.JsonAsync("flake8");
        Assert.Equal((1, 301), (all.ExitCode, OldFindings.ByState(everything)["new"].Count()));
        Assert.Single(OldFindings.ByState((await _old.JsonAsync("--new", "flake8")).Json)["new"]);
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task A_file_that_was_renamed_keeps_its_old_findings_and_a_narrowed_run_compares_too()
    {
        Branch();
        _old.Repository.Git("mv", "old/m1.py", "renamed.py");

        var ended = await _old.RunAsync("--changed", "--new-since", "main", "flake8");

        Assert.True(ended.ExitCode == 0, ended.Output);
        Assert.Contains("10 known findings", ended.Output, StringComparison.Ordinal);
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task What_was_found_at_the_base_is_asked_once_and_kept()
    {
        var folders = _old.Cache["folders"];
        _old.Repository.Folder.WriteExecutable("flake8.sh", $"#!/bin/sh\ncase $* in *--version*) ;; *) echo \"$PWD\" >> '{folders}' ;; esac\nexec '{Tool.Path("flake8")}' \"$@\"\n");
        _old.Repository.Folder.Write("unfazed.yaml", "version: 1\nchecks:\n  flake8: { path: ./flake8.sh }\n");
        _old.Repository.Commit();
        Branch();
        await File.AppendAllTextAsync(_old.Repository.Folder["old/m7.py"], "# moved on\n");
        Assert.Equal(0, (await _old.RunAsync("--new", "flake8")).ExitCode);
        Assert.Contains(File.ReadLines(folders), folder => folder != _old.Repository.Path);

        File.Delete(folders);
        await File.AppendAllTextAsync(_old.Repository.Folder["old/m7.py"], "import brand_new\n");
        var (ended, report) = await _old.JsonAsync("--new", "flake8");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal((1, 300), (OldFindings.ByState(report)["new"].Count(), OldFindings.ByState(report)["known"].Count()));
        Assert.Equal([_old.Repository.Path], File.ReadLines(folders).Distinct());
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task A_check_at_the_base_has_its_secrets_covered_in_its_log_and_its_processes_recorded()
    {
        const string Secret = "aB3dE5gH7jK9mN1p";
        _old.Repository.Folder.WriteExecutable("flake8.sh", $"#!/bin/sh\necho \"deploys with $DEPLOY_TOKEN\" >&2\nexec '{Tool.Path("flake8")}' \"$@\"\n");
        _old.Repository.Folder.Write("unfazed.yaml", $"version: 1\nchecks:\n  flake8: {{ path: ./flake8.sh, env: {{ DEPLOY_TOKEN: {Secret} }} }}\n");
        _old.Repository.Commit();
        Branch();
        await File.AppendAllTextAsync(_old.Repository.Folder["old/m7.py"], "# moved on\n");

        Assert.Equal(0, (await _old.RunAsync("--new", "flake8")).ExitCode);

        var run = Assert.Single(Directory.GetDirectories(_old.Repository.Folder[".unfazed/runs"]));
        var log = await File.ReadAllTextAsync(Path.Combine(run, "flake8-base.log"));
        Assert.Contains("deploys with", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, log, StringComparison.Ordinal);
        Assert.Contains(File.ReadLines(Path.Combine(run, "journal.jsonl")), static line => line.Contains("process_began", StringComparison.Ordinal) && line.Contains("\"index\":-1", StringComparison.Ordinal));
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task Of_equal_lines_the_one_that_was_added_is_shown_as_new()
    {
        _old.Repository.Folder.Write("same.py", "def f(a):\n    return a == None\n\n\ndef g(a):\n    return a == None\n");
        _old.Repository.Commit();
        Branch();
        _old.Repository.Folder.Write("same.py", "def e(a):\n    return a == None\n\n\ndef f(a):\n    return a == None\n\n\ndef g(a):\n    return a == None\n");

        var (ended, report) = await _old.JsonAsync("--new", "flake8");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal(2, Assert.Single(OldFindings.ByState(report)["new"]).GetProperty("line").GetInt32());
        Assert.Equal(302, OldFindings.ByState(report)["known"].Count());
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task A_tool_of_the_projects_environment_is_found_at_the_base_too()
    {
        _old.Repository.Folder.Write(".gitignore", ".venv/\n");
        _old.Repository.Folder.Write("unfazed.yaml", "version: 1\n");
        _old.Repository.Commit();
        Branch();
        Directory.CreateDirectory(_old.Repository.Folder[".venv/bin"]);
        File.CreateSymbolicLink(_old.Repository.Folder[".venv/bin/flake8"], Tool.Path("flake8"));

        var (ended, report) = await _old.JsonAsync("--new", "flake8");

        Assert.True(ended.ExitCode == 0, ended.Output);
        Assert.Equal(300, OldFindings.ByState(report)["known"].Count());
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task Two_runs_at_once_a_worktree_and_a_hook_see_the_same_and_leave_git_as_it_was()
    {
        Branch();
        var before = GitFolder();

        var both = await Task.WhenAll(_old.RunAsync("--new"), _old.RunAsync("--new"));
        Assert.All(both, static ended => Assert.True(ended.ExitCode == 0, ended.Output + ended.Error));
        var hook = await _old.ShellAsync("GIT_DIR=$PWD/.git GIT_INDEX_FILE=$PWD/.git/index GIT_PREFIX= unfazed --new-since main");
        Assert.True(hook.ExitCode == 0, hook.Output + hook.Error);
        Assert.Equal(before, GitFolder());

        _old.Repository.Git("worktree", "add", "--quiet", "../" + Path.GetFileName(_old.Repository.Path) + "-linked");
        var linked = _old.Repository.Path + "-linked";
        try
        {
            var ended = await _old.ShellAsync($"cd '{linked}' && unfazed --new");
            Assert.True(ended.ExitCode == 0, ended.Output + ended.Error);
        }
        finally
        {
            Directory.Delete(linked, recursive: true);
        }
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task A_cache_directory_inside_the_repository_is_not_looked_through()
    {
        Branch();
        _old.Variables["UNFAZED_CACHE_DIR"] = _old.Repository.Folder[".cache"];

        var (ended, report) = await _old.JsonAsync("--new", "flake8");

        Assert.True(ended.ExitCode == 0, ended.Output);
        Assert.Equal(300, OldFindings.ByState(report)["known"].Count());
        Assert.False(Directory.Exists(_old.Repository.Folder[".cache/bases"]));
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task What_cannot_be_compared_is_said_and_counts_as_new()
    {
        Branch();
        File.AppendAllText(_old.Repository.Folder["unfazed.yaml"], "  tests: { run: [\"false\"] }\n");
        var exitCode = await _old.RunAsync("--new");
        Assert.Equal(1, exitCode.ExitCode);
        Assert.Contains("could not compare tests, so all of it counts as new", exitCode.Output, StringComparison.Ordinal);

        using var clone = new TemporaryDirectory();
        TestRepository.GitAt(clone.Path, "clone", "--quiet", "--depth", "1", "--branch", "work", "--no-single-branch", "file://" + _old.Repository.Path, "clone");
        var shallow = await _old.ShellAsync($"cd '{clone["clone"]}' && UNFAZED_NEW_SINCE=origin/main unfazed flake8");
        Assert.Equal(1, shallow.ExitCode);
        Assert.Contains("nothing can be compared with origin/main, so every finding counts as new", shallow.Error, StringComparison.Ordinal);
        Assert.Contains("this clone is shallow", shallow.Error, StringComparison.Ordinal);
        Assert.Contains("could not compare with origin/main", shallow.Output, StringComparison.Ordinal);

        Assert.Equal(2, (await _old.RunAsync("--new-since", "no-such")).ExitCode);
        _old.Variables["UNFAZED_NEW_SINCE"] = "no-such";
        Assert.Contains("nothing can be compared with no-such", (await _old.RunAsync("flake8")).Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task The_deadline_and_an_interrupt_end_the_comparison_and_what_was_seen_here_stays()
    {
        _old.Repository.Folder.Write("unfazed.yaml", "detect: false\nchecks:\n  slow: { run: sh slow.sh, parse: regex, pattern: '^(?<path>[^:]+):(?<line>[0-9]+): (?<message>.+)$' }\n");
        var mark = _old.Cache["mark"];
        _old.Repository.Folder.Write("slow.sh", $"[ -e here ] || {{ touch '{mark}'; exec sleep 600; }}\necho 'slow.sh:1: bad'\nexit 1\n");
        _old.Repository.Commit();
        Branch();
        _old.Repository.Folder.Write("here");

        var (late, report) = await _old.JsonAsync("--new", "--deadline", "15s");

        Assert.Equal(1, late.ExitCode);
        Assert.Equal("bad", Assert.Single(OldFindings.ByState(report)["new"]).GetProperty("message").GetString());
        Assert.Equal("deadline", report.GetProperty("run").GetProperty("state").GetString());
        Assert.Contains("not compared: ", late.Output, StringComparison.Ordinal);

        File.Delete(mark);
        using var process = _old.Start("--new", "--format", "json");
        await FileSight.AppearsAsync(mark);
        using var kill = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(130, process.ExitCode);
        Assert.Single(OldFindings.ByState(JsonDocument.Parse(output).RootElement)["new"]);
    }

    private void Branch()
    {
        _old.Repository.Git("checkout", "--quiet", "-b", "work");
        _old.Repository.Git("commit", "--quiet", "--allow-empty", "--message=work");
    }

    /// <summary>Every file of git's own folder with its content.</summary>
    private List<string> GitFolder() =>
    [
        .. Directory.EnumerateFiles(_old.Repository.Folder[".git"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(static file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];
}
