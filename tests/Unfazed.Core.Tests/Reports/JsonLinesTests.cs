using System.Text;
using System.Text.Json;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Reports;

namespace Unfazed.Core.Tests.Reports;

public sealed class JsonLinesTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 14, 5, 2, TimeSpan.Zero);

    [Fact]
    public void Each_event_is_a_line_that_names_event_time_and_run()
    {
        var lines = Write(Events());

        Assert.Equal(["run_started", "check_started", "check_finished", "dimension_finished", "run_finished"], lines.Select(static line => Text(line, "event")));
        Assert.All(lines, static line => Assert.Equal(["event", "at", "run"], Keys(line).Take(3)));
        Assert.All(lines, static line => Assert.Equal(Samples.Run.Id, Text(line, "run")));
        Assert.All(lines, static line => Assert.Equal("2026-11-22T14:05:02.000Z", Text(line, "at")));
    }

    [Fact]
    public void Each_event_carries_what_belongs_to_it()
    {
        var lines = Write(Events());

        Assert.Equal(["event", "at", "run", "info"], Keys(lines[0]));
        Assert.Equal(
            ["id", "project", "root", "started_at", "duration_ms", "deadline_ms", "state", "inputs_changed", "index_changed", "partially_staged", "new_since", "baseline"],
            Keys(lines[0].GetProperty("info")));
        Assert.Equal(["event", "at", "run", "name", "dimension", "tier", "directory"], Keys(lines[1]));
        Assert.Equal(["event", "at", "run", "name", "dimension", "tier", "directory", "check", "findings"], Keys(lines[2]));
        Assert.Equal(["event", "at", "run", "result"], Keys(lines[3]));
        Assert.DoesNotContain("findings", Keys(lines[3].GetProperty("result")));
        Assert.Equal(["event", "at", "run", "verdict", "exit_code", "state", "duration_ms"], Keys(lines[4]));
    }

    [Fact]
    public void What_only_the_end_can_tell_is_null_in_the_beginning()
    {
        var info = Write(Events())[0].GetProperty("info");

        Assert.Equal(JsonValueKind.Null, info.GetProperty("duration_ms").ValueKind);
        Assert.Equal(JsonValueKind.Null, info.GetProperty("state").ValueKind);
        Assert.Equal(600_000, info.GetProperty("deadline_ms").GetInt64());
    }

    private static List<RunEvent> Events()
    {
        var result = Samples.Check("mypy", CheckStatus.Passed);
        var check = new Check { Name = "mypy", Dimension = Dimension.TypeSafety };
        return
        [
            new RunStarted(At, Samples.Run, new RunPlan([check], [])),
            new RunNotice(At, "for people, and no line for programs"),
            new CheckStarted(At, check),
            new CheckFinished(At, result),
            new DimensionFinished(At, Samples.Result(result)),
            new RunFinished(At, Samples.Report(result)),
        ];
    }

    private static List<JsonElement> Write(List<RunEvent> events)
    {
        var output = new MemoryStream();
        var lines = new JsonLines(output);
        events.ForEach(lines.On);
        return [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
    }

    private static string? Text(JsonElement line, string key) => line.GetProperty(key).GetString();

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(static property => property.Name);
}
