using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

[Collection(nameof(RunsAlone))]
public sealed class RunTests : IDisposable
{
    private const int Limit = 120_000;

    private const string FiveChecks =
        """
        version: 1
        detect: false
        checks:
          passes: { run: ["true"], timeout: 5m }
          fails: { run: [sh, -c, "echo no good; exit 3"], timeout: 5m }
          sleeps: { run: [sleep, "600"], timeout: 1s }
          dies: { run: [sh, -c, "kill -SEGV $$"], timeout: 5m }
          absent: { run: [no-such-program], timeout: 5m }
        """;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TemporaryDirectory _folder = new();

    [Fact(Timeout = Limit)]
    public async Task Five_checks_end_in_five_ways()
    {
        _folder.Write("unfazed.yaml", FiveChecks);

        var ended = await _unfazed.RunAsync(_folder.Path, "--format", "json");

        using var report = JsonDocument.Parse(ended.Output);
        Assert.Equal(1, ended.ExitCode);
        Assert.Equal(["passed", "failed", "timed_out", "error", "unavailable"], Checks(report).Select(static check => Text(check, "status")));
        Assert.Equal("signal", Checks(report)[3].GetProperty("details").GetProperty("error").GetString());
        Assert.InRange(report.RootElement.GetProperty("run").GetProperty("duration_ms").GetInt64(), 1_000, 60_000);
    }

    [Fact(Timeout = Limit)]
    public async Task An_empty_folder_gets_a_report_and_exit_4()
    {
        var ended = await _unfazed.RunAsync(_folder.Path, "--format", "json");

        using var report = JsonDocument.Parse(ended.Output);
        Assert.Equal(4, ended.ExitCode);
        Assert.Equal("inconclusive", Text(report.RootElement, "verdict"));
        Assert.Empty(ended.Error);
    }

    [Fact(Timeout = Limit)]
    public async Task An_inconclusive_run_may_exit_with_0_and_its_verdict_stays()
    {
        _unfazed.Variables["UNFAZED_ON_INCONCLUSIVE"] = "warn";

        var ended = await _unfazed.RunAsync(_folder.Path, "--format", "compact");

        Assert.Equal(0, ended.ExitCode);
        Assert.StartsWith("inconclusive", ended.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task The_run_has_started_before_its_first_check()
    {
        _folder.Write("unfazed.yaml", FiveChecks);

        var ended = await _unfazed.RunAsync(_folder.Path, "--format", "jsonl", "--only", "passes,fails");

        var events = ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => Text(JsonDocument.Parse(line).RootElement, "event")).ToList();
        Assert.Equal("run_started", events[0]);
        Assert.Equal("run_finished", events[^1]);
        Assert.Equal(2, events.Count(static name => name == "check_started"));
        Assert.Equal(2, events.Count(static name => name == "check_finished"));
    }

    [Fact(Timeout = Limit)]
    public async Task Reports_go_to_files_as_well_and_are_no_part_of_what_is_checked()
    {
        _folder.Write("readme.txt", "text\n");
        _folder.Write("report.json", "an old report, longer than nothing");

        var ended = await _unfazed.RunAsync(_folder.Path, "--output", "json=report.json", "--output", "compact=sub report.txt", "--output", "jsonl=events.jsonl");

        Assert.Equal(0, ended.ExitCode);
        Assert.StartsWith("✓ secrets", ended.Output, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(File.ReadAllText(_folder["report.json"]));
        Assert.False(report.RootElement.GetProperty("run").GetProperty("inputs_changed").GetBoolean());
        Assert.StartsWith("passed", File.ReadAllText(_folder["sub report.txt"]), StringComparison.Ordinal);
        Assert.StartsWith("{\"event\":\"run_started\"", File.ReadAllText(_folder["events.jsonl"]), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("unfazed > /dev/full")]
    [InlineData("unfazed --format json > /dev/full")]
    [InlineData("unfazed --format jsonl > /dev/full")]
    [InlineData("unfazed --output json=/dev/full > /dev/null")]
    public async Task A_report_that_cannot_be_written_to_its_end_is_said_and_exit_4(string line)
    {
        _folder.Write("readme.txt", "text\n");

        var ended = await _unfazed.ShellAsync(_folder.Path, line);

        Assert.Equal(4, ended.ExitCode);
        Assert.Contains("could not be written", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("pretty")]
    [InlineData("jsonl")]
    public async Task A_reader_that_went_away_changes_nothing(string format)
    {
        _folder.Write("unfazed.yaml", "version: 1\nchecks:\n  wait: { run: [sh, -c, \"while test ! -e gone; do sleep 0.01; done\"] }\n");

        var ended = await _unfazed.ShellAsync(_folder.Path, $"{{ unfazed --format {format}; echo $? > code; }} | {{ exec 0<&-; touch gone; }}; while test ! -s code; do sleep 0.01; done");

        Assert.Empty(ended.Error);
        Assert.Equal("0\n", File.ReadAllText(_folder["code"]));
    }

    [Theory(Timeout = Limit)]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    [InlineData("HUP", 129)]
    [InlineData("QUIT", 131)]
    public async Task A_signal_ends_the_run_with_what_there_is(string signal, int code)
    {
        _folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  sleeps: { run: [sh, -c, \"echo $$ > pid; exec sleep 60\"] }\n");
        using var process = _unfazed.Start(_folder.Path, "--format", "jsonl", "--output", "json=report.json");
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line.Contains("\"check_started\"", StringComparison.Ordinal))
            {
                using var kill = System.Diagnostics.Process.Start("/bin/sh", ["-c", $"while test ! -s '{_folder["pid"]}'; do sleep 0.01; done; kill -{signal} {process.Id}"]);
                await kill.WaitForExitAsync();
            }
        }

        await process.WaitForExitAsync();

        Assert.Equal(code, process.ExitCode);
        using var report = JsonDocument.Parse(File.ReadAllText(_folder["report.json"]));
        Assert.Equal("interrupted", Text(report.RootElement.GetProperty("run"), "state"));
        Assert.Equal(code, report.RootElement.GetProperty("exit_code").GetInt32());
        Assert.Equal("cancelled", Text(Assert.Single(Checks(report)), "status"));
        Assert.Contains($"\"exit_code\":{code}", lines[^1], StringComparison.Ordinal);
        Assert.False(Directory.Exists("/proc/" + File.ReadAllText(_folder["pid"]).Trim()));
    }

    [Fact(Timeout = Limit)]
    public async Task Version_is_one_line_and_knows_its_runtime()
    {
        var text = await _unfazed.RunAsync(_folder.Path, "version");
        var json = await _unfazed.RunAsync(_folder.Path, "version", "--format", "json");

        Assert.Matches("^unfazed [0-9]+[.][0-9]+[.][0-9]+\n$", text.Output);
        using var document = JsonDocument.Parse(json.Output);
        Assert.Equal(["name", "version", "runtime", "platform"], document.RootElement.EnumerateObject().Select(static property => property.Name));
    }

    [Fact(Timeout = Limit)]
    public async Task What_would_run_and_the_values_in_force_are_listed_as_text_and_JSON()
    {
        _folder.Write("unfazed.yaml", FiveChecks);

        using var list = JsonDocument.Parse((await _unfazed.RunAsync(_folder.Path, "list", "--format", "json")).Output);
        using var config = JsonDocument.Parse((await _unfazed.RunAsync(_folder.Path, "config", "--format", "json")).Output);
        using var schema = JsonDocument.Parse((await _unfazed.RunAsync(_folder.Path, "schema")).Output);
        var text = await _unfazed.RunAsync(_folder.Path, "list");

        Assert.Equal(["passes", "fails", "sleeps", "dies", "absent"], list.RootElement.GetProperty("checks").EnumerateArray().Select(static check => Text(check, "name")));
        Assert.Contains(config.RootElement.GetProperty("values").EnumerateArray(), static value => Text(value, "path") == "checks.fails.timeout" && Text(value, "source")!.StartsWith("unfazed.yaml:5:", StringComparison.Ordinal));
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", Text(schema.RootElement, "$schema"));
        Assert.Contains("not found: no-such-program", text.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task No_fix_is_offered_by_a_tool_that_is_not_installed()
    {
        _unfazed.Variables["PATH"] = "/usr/bin:/bin";
        _folder.Write("package.json", """{ "devDependencies": { "eslint": "^9.0.0" } }""");
        _folder.Write("eslint.config.mjs", "export default [];\n");
        _folder.Write("a.js", "1;\n");

        var text = await _unfazed.RunAsync(_folder.Path, "list", "--only", "eslint");

        Assert.Contains("unavailable: eslint", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("unfazed fix", text.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_tool_whose_reports_take_more_than_its_output_is_listed_with_its_version()
    {
        _folder.Write("eslint.config.mjs", "export default [];\n");
        _folder.Write("a.js", "1;\n");
        _folder.Write("node_modules/eslint/package.json", """{ "name": "eslint", "version": "9.8.7", "bin": { "eslint": "./bin.js" } }""");
        _folder.Write("node_modules/eslint/bin.js", "#!/bin/sh\nexit 1\n");
        File.SetUnixFileMode(_folder["node_modules/eslint/bin.js"], (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(_folder["node_modules/.bin"]);
        File.CreateSymbolicLink(_folder["node_modules/.bin/eslint"], "../eslint/bin.js");

        using var list = JsonDocument.Parse((await _unfazed.RunAsync(_folder.Path, "list", "--only", "eslint", "--format", "json")).Output);

        Assert.Equal("9.8.7", Text(Assert.Single(list.RootElement.GetProperty("checks").EnumerateArray()), "version"));
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _folder.Dispose();
    }

    private static List<JsonElement> Checks(JsonDocument report) =>
    [
        .. report.RootElement.GetProperty("tiers").EnumerateArray()
            .SelectMany(static tier => tier.GetProperty("results").EnumerateArray())
            .SelectMany(static result => result.GetProperty("checks").EnumerateArray()),
    ];

    private static string? Text(JsonElement element, string key) => element.GetProperty(key).GetString();
}
