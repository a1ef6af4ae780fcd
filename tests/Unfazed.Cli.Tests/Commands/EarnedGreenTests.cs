using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>What a narrowed run passes, it has looked at.</summary>
public sealed class EarnedGreenTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    [ToolFact("flake8")]
    public async Task A_change_of_a_tools_configuration_alone_makes_it_look_at_all_its_files()
    {
        WithFlake8("[flake8]\nextend-ignore = F401\n", "import os\n");
        _repository.Git("switch", "--quiet", "--create", "topic");
        _repository.Folder.Write(".flake8", "[flake8]\n");
        _repository.Commit();

        var (ended, report) = await ReportAsync("--changed", "--base", "main");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal("failed", StatusOf(report, "flake8"));
    }

    [ToolFact("flake8")]
    public async Task Fixing_a_change_of_a_configuration_rewrites_nothing_else()
    {
        _repository.Folder.Write("pyproject.toml", "[tool.black]\nline-length = 88\n");
        _repository.Folder.Write("a.py", "x  =  1\n");
        _repository.Commit();
        _repository.Folder.Write("pyproject.toml", "[tool.black]\nline-length = 80\n");

        await _unfazed.RunAsync(_repository.Path, "fix", "--changed");

        Assert.Equal("x  =  1\n", await File.ReadAllTextAsync(_repository.Folder["a.py"]));
    }

    [ToolFact("flake8")]
    public async Task A_configuration_that_is_not_staged_can_not_pass_what_is()
    {
        WithFlake8("[flake8]\n", "x = 1\n");
        _repository.Folder.Write(".flake8", "[flake8]\nextend-ignore = F401\n");
        _repository.Folder.Write("a.py", "import os\n");
        _repository.Git("add", "a.py");

        var (ended, report) = await ReportAsync("--staged", "--only", "flake8");

        Assert.Equal(4, ended.ExitCode);
        Assert.Equal("error", StatusOf(report, "flake8"));
        Assert.Contains("what is staged of .flake8 is not", ended.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task An_unfazed_yaml_that_is_softened_and_not_staged_can_not_pass_what_is_staged()
    {
        _repository.Folder.Write("unfazed.yaml", "version: 1\n");
        _repository.Commit();
        _repository.Folder.Write("unfazed.yaml", "version: 1\nignore: [{ path: '**' }]\n");
        _repository.Folder.Write("a.json", "{\n");
        _repository.Git("add", "a.json");

        Assert.Equal(4, (await ReportAsync("--staged")).Ended.ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task An_editorconfig_that_asks_for_more_is_asked_of_every_file_below_it()
    {
        _repository.Folder.Write("in/a.txt", "a \n");
        _repository.Folder.Write("out.txt", "a \n");
        _repository.Commit();
        _repository.Folder.Write("in/.editorconfig", "[*]\ntrim_trailing_whitespace = true\n");

        var ended = await _unfazed.RunAsync(_repository.Path, "--changed", "--format", "json");

        Assert.Contains("\"in/a.txt\"", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"out.txt\"", ended.Output, StringComparison.Ordinal);
    }

    [ToolTheory("flake8")]
    [InlineData("--assume-unchanged")]
    [InlineData("--skip-worktree")]
    public async Task What_git_was_told_not_to_look_at_is_not_passed_over(string flag)
    {
        WithFlake8("[flake8]\n", "x = 1\n");
        _repository.Folder.Write("a.py", "import os\n");
        _repository.Git("add", "a.py");
        _repository.Git("update-index", flag, "a.py");
        _repository.Folder.Write("a.py", "x = 1\n");

        var (ended, report) = await ReportAsync("--staged");

        Assert.Equal(4, ended.ExitCode);
        Assert.Equal("a.py", report.GetProperty("run").GetProperty("partially_staged")[0].GetString());
        Assert.Equal("error", StatusOf(report, "flake8"));
    }

    [ToolTheory("flake8")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_staged_file_that_is_gone_from_the_tree_is_an_error_of_a_tool_and_read_from_git_by_built_in_checks(bool isAlone)
    {
        WithFlake8("[flake8]\n", "x = 1\n");
        _repository.Folder.Write("gone.py", "<<<<<<< a\nx = 1\n=======\nx = 2\n>>>>>>> b\n");
        _repository.Folder.Write("there.py", "x = 1\n");
        _repository.Git("add", "gone.py");
        if (!isAlone)
        {
            _repository.Git("add", "there.py");
        }

        File.Delete(_repository.Folder["gone.py"]);

        var (ended, report) = await ReportAsync("--staged");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal(("error", "failed", "passed"), (StatusOf(report, "flake8"), StatusOf(report, "hygiene"), StatusOf(report, "secrets")));
    }

    [Fact(Timeout = Limit)]
    public async Task On_the_base_itself_nothing_changed_and_that_is_no_doubt()
    {
        _repository.Folder.Write("a.txt", "a\n");
        _repository.Commit();
        _repository.Git("branch", "base");

        var ended = await _unfazed.RunAsync(_repository.Path, "--changed", "--base", "base");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("PASSED: nothing changed since base", ended.Output, StringComparison.Ordinal);
        Assert.Contains("PASSED: nothing changed since base", (await _unfazed.RunAsync(_repository.Path, "report")).Output, StringComparison.Ordinal);
        Assert.Equal(4, (await _unfazed.ShellAsync(_repository.Path, "unfazed --files0-from - < /dev/null")).ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task A_change_that_only_deletes_has_its_names_and_links_looked_at()
    {
        _repository.Folder.Write("a.txt", "a\n");
        _repository.Folder.Write("b.txt", "b\n");
        _repository.Commit();
        _repository.Git("rm", "--quiet", "a.txt");

        var (ended, report) = await ReportAsync("--staged");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal("passed", StatusOf(report, "hygiene"));
    }

    [Fact(Timeout = Limit)]
    public async Task What_the_configuration_leaves_out_is_counted_in_the_verdict()
    {
        _repository.Folder.Write("unfazed.yaml", "version: 1\nignore: [{ path: 'old/**' }]\nseverity: { 'hygiene:check-yaml': note }\n");
        _repository.Folder.Write("old/a.json", "{\n");
        _repository.Folder.Write("a.yaml", "a: [\n");
        _repository.Commit();

        var ended = await _unfazed.RunAsync(_repository.Path);

        Assert.Contains("PASSED: 2 checks; 1 finding ignored, 1 softened to a note", ended.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_comparison_with_the_very_commit_that_is_checked_out_says_what_it_can_not_see()
    {
        _repository.Folder.Write("a.json", "{\n");
        _repository.Commit();

        var ended = await _unfazed.RunAsync(_repository.Path, "--new");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("HEAD is part of main: its findings are known, and only uncommitted changes can block", ended.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_baseline_that_a_branch_lets_grow_is_mentioned()
    {
        _repository.Folder.Write("a.json", "{\n");
        _repository.Commit();
        await _unfazed.RunAsync(_repository.Path, "baseline", "create");
        _repository.Commit();
        var before = await _unfazed.RunAsync(_repository.Path);
        _repository.Git("switch", "--quiet", "--create", "topic");
        _repository.Folder.Write("b.json", "{\n");
        await _unfazed.RunAsync(_repository.Path, "baseline", "update", "--allow-new");
        _repository.Commit();

        var ended = await _unfazed.RunAsync(_repository.Path, "--new-since", "main");

        Assert.DoesNotContain("more than at", before.Error, StringComparison.Ordinal);
        Assert.Contains("unfazed.baseline.json has 1 entry more than at main", ended.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private void WithFlake8(string configuration, string code)
    {
        _unfazed.Variables["PATH"] = $"/usr/bin:{Environment.GetEnvironmentVariable("PATH")}";
        _repository.Folder.Write(".flake8", configuration);
        _repository.Folder.Write("a.py", code);
        _repository.Commit();
    }

    private async Task<(Ended Ended, JsonElement Report)> ReportAsync(params string[] arguments)
    {
        var ended = await _unfazed.RunAsync(_repository.Path, [.. arguments, "--format", "json"]);
        return (ended, JsonDocument.Parse(ended.Output).RootElement);
    }

    private static string? StatusOf(JsonElement report, string check) => report.GetProperty("tiers").EnumerateArray()
        .SelectMany(static tier => tier.GetProperty("results").EnumerateArray())
        .SelectMany(static result => result.GetProperty("checks").EnumerateArray())
        .Single(one => one.GetProperty("name").GetString() == check).GetProperty("status").GetString();
}
