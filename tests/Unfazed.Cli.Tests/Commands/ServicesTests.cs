using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class ServicesTests : IDisposable
{
    private const int Limit = 300_000;

    private static readonly string[] Run = ["run", "--format", "jsonl"];

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TemporaryDirectory _folder = new();

    public ServicesTests()
    {
        _folder.Write("unfazed.yaml", "project: shop\n");
        _folder.Write("broken.json", "{");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _unfazed.Dispose();
    }

    [Theory(Timeout = Limit)]
    [InlineData("down")]
    [InlineData("silent")]
    [InlineData("trickles")]
    [InlineData("resets")]
    [InlineData("500")]
    [InlineData("wrong content")]
    public async Task Whatever_services_do_the_verdict_is_the_same_and_was_given_before_they_were_called(string way)
    {
        var alone = await _unfazed.RunAsync(_folder.Path, Run);
        await using var server = new PoorServer
        {
            Behaviour = way switch { "silent" => PoorBehaviour.Silent, "trickles" => PoorBehaviour.Trickles, "resets" => PoorBehaviour.Resets, _ => PoorBehaviour.Answers },
            Answer = _ => PoorServer.Http(way == "500" ? 500 : 200, "<html>oops</html>"),
        };
        PointAt(way == "down" ? $"http://127.0.0.1:{RunningServer.FreePort()}" : server.Address);

        var beside = await _unfazed.RunAsync(_folder.Path, Run);

        Assert.Equal((1, 1), (alone.ExitCode, beside.ExitCode));
        Assert.Equal(Verdict(alone), Verdict(beside));
        Assert.True(server.FirstConnection is null || Last(beside).GetProperty("at").GetDateTimeOffset() <= server.FirstConnection);

        var states = await StatesAsync();
        Assert.Equal([("prometheus", 1L), ("questdb", 1L)], states.Select(static state => (state.GetProperty("name").GetString()!, state.GetProperty("waiting").GetInt64())).Order());
        var stored = await _unfazed.RunAsync(_folder.Path, "report", "--last", "--format", "json");
        using var report = JsonDocument.Parse(stored.Output);
        Assert.All(report.RootElement.GetProperty("integrations").EnumerateArray(), static told => Assert.NotEqual("ok", told.GetProperty("status").GetString()));
    }

    [Fact(Timeout = Limit)]
    public async Task With_a_budget_of_nothing_runs_wait_and_flush_sends_them()
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers, Answer = static request => request.StartsWith("PUT ", StringComparison.Ordinal) ? PoorServer.Http(200, "") : PoorServer.Http(204, "") };
        PointAt(server.Address);
        _unfazed.Variables["UNFAZED_SERVICES_BUDGET"] = "0s";
        await _unfazed.RunAsync(_folder.Path, Run);
        var second = await _unfazed.RunAsync(_folder.Path, "run", "--format", "json");

        using var report = JsonDocument.Parse(second.Output);
        Assert.Equal(["pending", "pending"], report.RootElement.GetProperty("integrations").EnumerateArray().Select(static told => told.GetProperty("status").GetString()));
        Assert.Equal("", second.Error);
        Assert.Null(server.FirstConnection);
        Assert.Contains("2 runs wait", (await _unfazed.RunAsync(_folder.Path, "state", "services")).Output, StringComparison.Ordinal);

        var flushed = await _unfazed.RunAsync(_folder.Path, "state", "services", "flush");

        Assert.Equal(0, flushed.ExitCode);
        Assert.All(await StatesAsync(), static state => Assert.Equal(0, state.GetProperty("waiting").GetInt64()));
        var id = report.RootElement.GetProperty("run").GetProperty("id").GetString()!;
        Assert.Contains(server.Requests, request => request.StartsWith("POST /write ", StringComparison.Ordinal) && request.Contains(id, StringComparison.Ordinal));
        Assert.Contains("questdb: ok", (await _unfazed.RunAsync(_folder.Path, "report", "--last")).Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_password_in_an_address_is_nowhere_to_be_found()
    {
        PointAt($"http://ann:s3cret@127.0.0.1:{RunningServer.FreePort()}");
        var said = "";
        foreach (var words in (string[][])[Run, ["run", "-v"], ["report", "--last"], ["state", "services"], ["state", "services", "flush"], ["state", "breakers"], ["doctor"], ["config"]])
        {
            var ended = await _unfazed.RunAsync(_folder.Path, words);
            said += ended.Output + ended.Error;
        }

        Assert.Contains("http://***@127.0.0.1:", said, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", said, StringComparison.Ordinal);
        var files = Directory.EnumerateFiles(_unfazed.StateDirectory, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Path.Combine(_folder.Path, ".unfazed"), "*", SearchOption.AllDirectories));
        Assert.All(files, static file => Assert.DoesNotContain("s3cret", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact(Timeout = Limit)]
    public async Task An_outbox_that_cannot_be_used_costs_a_line_and_no_answer()
    {
        PointAt($"http://127.0.0.1:{RunningServer.FreePort()}");
        Directory.CreateDirectory(Path.Combine(_unfazed.StateDirectory, "outbox.db"));

        var ended = await _unfazed.RunAsync(_folder.Path, Run);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("it is lost", ended.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_service_nothing_of_them_is_loaded()
    {
        using var program = new TemporaryDirectory();
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory).Where(static file => !file.EndsWith(".deps.json", StringComparison.Ordinal) && Path.GetFileName(file) != "Unfazed.Integrations.dll"))
        {
            File.Copy(file, program[Path.GetFileName(file)]);
        }

        var ended = await _unfazed.ShellAsync(_folder.Path, $"'{program["unfazed"]}' run --only hygiene --format jsonl");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal("blocked", Verdict(ended));
        Assert.Equal("", ended.Error);
    }

    private void PointAt(string address)
    {
        _unfazed.Variables["UNFAZED_SERVICES_PROMETHEUS_PUSHGATEWAY"] = address;
        _unfazed.Variables["UNFAZED_SERVICES_QUESTDB_URL"] = address;
    }

    private async Task<List<JsonElement>> StatesAsync()
    {
        using var states = JsonDocument.Parse((await _unfazed.RunAsync(_folder.Path, "state", "services", "--format", "json")).Output);
        return [.. states.RootElement.GetProperty("services").Clone().EnumerateArray()];
    }

    private static string? Verdict(Ended ended) => Last(ended).GetProperty("verdict").GetString();

    private static JsonElement Last(Ended ended)
    {
        using var line = JsonDocument.Parse(ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        return line.RootElement.Clone();
    }
}
