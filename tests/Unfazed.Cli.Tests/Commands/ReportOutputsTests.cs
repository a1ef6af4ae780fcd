using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class ReportOutputsTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TemporaryDirectory _place = new();
    private readonly string _root;

    public ReportOutputsTests()
    {
        _root = _place.MakeFolder("root");
        _place.MakeFolder("root/.git");
        _place.Write("root/unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  passes: { run: \"true\" }\n");
        _place.Write("root/.git/HEAD", "ref: refs/heads/main\n");
        Shell("git init -q .");
    }

    [Fact(Timeout = Limit)]
    public async Task A_link_in_the_repository_is_replaced_and_what_it_leads_to_stays()
    {
        var victim = _place.Write("victim", "precious");
        File.CreateSymbolicLink(Path.Combine(_root, "results.json"), victim);

        var ended = await _unfazed.RunAsync(_root, "--output", "json=results.json");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal("precious", await File.ReadAllTextAsync(victim));
        Assert.Null(new FileInfo(Path.Combine(_root, "results.json")).LinkTarget);
        AssertIsReport(Path.Combine(_root, "results.json"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_folder_that_is_a_link_out_of_the_repository_is_refused()
    {
        Directory.CreateSymbolicLink(Path.Combine(_root, "out"), _place.MakeFolder("outside"));

        var ended = await _unfazed.RunAsync(_root, "--output", "json=out/results.json");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("leads out of the repository", ended.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_place["outside"]));
    }

    [Fact(Timeout = Limit)]
    public async Task A_longer_old_report_leaves_no_end_behind_the_new_one()
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "results.json"), new string('x', 100_000));

        await _unfazed.RunAsync(_root, "--output", "json=results.json");

        AssertIsReport(Path.Combine(_root, "results.json"));
    }

    [Fact(Timeout = Limit)]
    public async Task Two_reports_in_one_file_are_refused_and_the_file_stays_as_it_was()
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "o.json"), "{}");

        var ended = await _unfazed.ShellAsync(_root, "unfazed -q --output json=o.json --output sarif=./o.json");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("\"./o.json\" is named twice", ended.Error, StringComparison.Ordinal);
        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Combine(_root, "o.json")));
    }

    [Fact(Timeout = Limit)]
    public async Task A_pipe_that_nobody_reads_is_refused_at_once()
    {
        var ended = await _unfazed.ShellAsync(_root, "mkfifo o.json; unfazed -q --output json=o.json");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("nobody reads", ended.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("mkfifo o.json; cat o.json > ../read & unfazed -q --output json=o.json; wait")]
    [InlineData("unfazed -q --output json=/dev/fd/9 9> ../read")]
    [InlineData("unfazed -q --output json=/dev/stdout > ../read")]
    public async Task What_is_read_or_open_already_is_written_to(string line)
    {
        // A reader that has not opened the pipe yet is a reader that is not there.
        await _unfazed.ShellAsync(_root, line.Replace("& unfazed", "& sleep 0.3; unfazed", StringComparison.Ordinal));

        AssertIsReport(_place["read"]);
    }

    [Fact(Timeout = Limit)]
    public async Task A_pipe_as_history_or_as_a_journal_is_not_waited_for()
    {
        var ended = await _unfazed.ShellAsync(
            _root, "mkdir -p .unfazed/runs/20200101T000000Z-abcdef; mkfifo .unfazed/history.tsv .unfazed/runs/20200101T000000Z-abcdef/journal.jsonl; unfazed --deadline 60s && unfazed report --last");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(2, ended.Output.Split("PASSED", StringSplitOptions.None).Length - 1);
    }

    [Fact(Timeout = Limit)]
    public async Task A_stored_run_is_shown_although_the_configuration_has_errors_by_now()
    {
        await _unfazed.RunAsync(_root);
        await File.WriteAllTextAsync(Path.Combine(_root, "unfazed.yaml"), "version: 1\nchecks: [\n");

        var ended = await _unfazed.RunAsync(_root, "report", "--last");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("PASSED", ended.Output, StringComparison.Ordinal);
        Assert.Contains("the configuration has errors", ended.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_run_that_is_under_way_is_not_the_last_one_and_is_called_running()
    {
        await _unfazed.RunAsync(_root);
        await File.WriteAllTextAsync(
            Path.Combine(_root, "unfazed.yaml"), "version: 1\ndetect: false\nchecks:\n  waits: { run: [sh, -c, \"touch running; while test ! -e go; do sleep 0.02; done\"] }\n");

        var ended = await _unfazed.ShellAsync(
            _root,
            """
            unfazed > /dev/null & run=$!
            while test ! -e running; do sleep 0.02; done
            unfazed report --last --format compact
            unfazed report --list --format json
            touch go; wait $run
            unfazed report --last
            """);

        var lines = ended.Output.Split('\n');
        Assert.StartsWith("passed", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"state\":\"running\"", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("crashed", ended.Output, StringComparison.Ordinal);
        Assert.Contains("waits", ended.Output.Split("\"runs\"")[1], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _place.Dispose();
    }

    private void Shell(string line)
    {
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", line]) { WorkingDirectory = _root })!;
        shell.WaitForExit();
    }

    private static void AssertIsReport(string path)
    {
        using var report = JsonDocument.Parse(File.ReadAllText(path));
        Assert.Equal("passed", report.RootElement.GetProperty("verdict").GetString());
    }
}
