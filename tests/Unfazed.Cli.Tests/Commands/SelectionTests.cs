using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class SelectionTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    public SelectionTests()
    {
        _repository.Folder.Write("unfazed.yaml", "checks:\n  lines: { run: \"wc -l {files}\", files: \"*.txt\" }\n");
        _repository.Folder.Write("old.txt", "old\n");
        _repository.Folder.Write("other.txt", "other\n");
        _repository.Commit();
    }

    [Fact(Timeout = Limit)]
    public async Task What_changed_is_checked_and_nothing_else()
    {
        _repository.Folder.Write("old.txt", "<<<<<<< HEAD\n");
        _repository.Folder.Write("new.txt", "new\n");

        var (ended, report) = await ReportAsync("--changed", "--only", "lines,hygiene");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal("2 files", CheckOf(report, "lines").GetProperty("message").GetString());
        Assert.Equal("check-merge-conflict", Result(report, "hygiene").GetProperty("findings")[0].GetProperty("rule").GetString());
        Assert.Equal("2 files", CheckOf((await ReportAsync("--changed", "--base", "main", "lines")).Report, "lines").GetProperty("message").GetString());
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_change_all_is_skipped_and_the_run_passes_with_the_reason()
    {
        var (ended, report) = await ReportAsync("--changed");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal("nothing changed since HEAD", CheckOf(report, "lines").GetProperty("message").GetString());
        _unfazed.Variables["UNFAZED_STAGED"] = "1";
        Assert.Contains("PASSED: nothing is staged", (await _unfazed.RunAsync(_repository.Path)).Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_that_is_staged_in_part_is_no_pass_and_a_stored_report_says_so_again()
    {
        _repository.Folder.Write("old.txt", "staged\n");
        _repository.Git("add", "old.txt");
        _repository.Folder.Write("old.txt", "staged\nand more\n");

        var (ended, report) = await ReportAsync("--staged");

        Assert.Equal(4, ended.ExitCode);
        Assert.Equal("old.txt", report.GetProperty("run").GetProperty("partially_staged")[0].GetString());
        Assert.Equal("staged_content_differs", Result(report, "lines").GetProperty("details").GetProperty("error").GetString());
        Assert.Contains("staged_content_differs", (await _unfazed.RunAsync(_repository.Path, "report", "--format", "json")).Output, StringComparison.Ordinal);

        _repository.Git("add", "old.txt");
        Assert.Equal(0, (await ReportAsync("--staged")).Ended.ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task A_list_comes_from_a_pipe_and_what_is_missing_is_said()
    {
        var ended = await _unfazed.ShellAsync(_repository.Path, "printf 'old.txt\\0gone.txt\\0' | unfazed lines --files0-from - --format json");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("1 of the 2 listed files is not there and counts as deleted: gone.txt", ended.Error, StringComparison.Ordinal);
        Assert.Contains("\"1 file\"", ended.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await _unfazed.ShellAsync(_repository.Path, "printf '../x\\0' | unfazed --files0-from -")).ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task A_list_whose_writer_never_ends_costs_no_more_than_the_deadline()
    {
        var ended = await _unfazed.ShellAsync(_repository.Path, "mkfifo list; exec 3<>list; unfazed --files0-from list --deadline 6s");

        Assert.Equal(4, ended.ExitCode);
        Assert.Contains("nothing was checked: the list of files in \"list\" did not end before the deadline", ended.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private async Task<(Ended Ended, JsonElement Report)> ReportAsync(params string[] arguments)
    {
        var ended = await _unfazed.RunAsync(_repository.Path, [.. arguments, "--format", "json"]);
        return (ended, JsonDocument.Parse(ended.Output).RootElement);
    }

    private static JsonElement Result(JsonElement report, string check) => report.GetProperty("tiers").EnumerateArray()
        .SelectMany(static tier => tier.GetProperty("results").EnumerateArray())
        .Single(result => result.GetProperty("checks").EnumerateArray().Any(one => one.GetProperty("name").GetString() == check));

    private static JsonElement CheckOf(JsonElement report, string check) =>
        Result(report, check).GetProperty("checks").EnumerateArray().Single(one => one.GetProperty("name").GetString() == check);
}
