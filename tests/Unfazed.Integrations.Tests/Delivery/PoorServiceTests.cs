using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Delivery;

/// <summary>Each service in turn, in every way in which one can be bad: nothing is lost, the breaker opens, and after recovery everything has arrived.</summary>
public sealed class PoorServiceTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly DeliveryScene _scene = new();

    public static TheoryData<string, string> Ways()
    {
        var ways = new TheoryData<string, string>();
        foreach (var service in (string[])["prometheus", "questdb"])
        {
            foreach (var way in (string[])["down", "silent", "trickles", "resets", "500", "429", "wrong content"])
            {
                ways.Add(service, way);
            }
        }

        return ways;
    }

    public void Dispose() => _scene.Dispose();

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Ways))]
    public async Task Three_runs_fail_the_fourth_calls_nobody_and_a_flush_after_recovery_loses_nothing(string service, string way)
    {
        var server = new PoorServer { Behaviour = BehaviourOf(way), Answer = AnswerOf(way) };
        var port = server.Port;
        _scene.With(service, server.Address);
        if (way == "down")
        {
            await server.DisposeAsync();
        }

        for (var run = 1; run <= 3; run++)
        {
            Assert.Equal("failed", (await TellAsync(way)).Status);
        }

        var calls = server.Requests.Count;
        var fourth = await TellAsync("");

        Assert.Equal("circuit_open", fourth.Status);
        Assert.Contains("circuit open until 14:06:0", fourth.Message, StringComparison.Ordinal);
        Assert.Equal(calls, server.Requests.Count);
        Assert.Equal(service == "questdb" ? 4 : 1, _scene.Waiting());
        Assert.Equal(["circuit_open"], _scene.Journaled(4).Select(static told => told.Status));

        await server.DisposeAsync();
        await using var back = new PoorServer(port) { Behaviour = PoorBehaviour.Answers, Answer = DeliveryScene.Yes };
        var flushed = Assert.Single((await _scene.FlushAsync()).Results);

        Assert.True(flushed.Status == "ok", flushed.Message);
        Assert.Equal(0, _scene.Waiting());
        var arrived = string.Concat(back.Requests);
        Assert.All(Enumerable.Range(service == "questdb" ? 1 : 4, service == "questdb" ? 4 : 1), run => Assert.Contains(Mark(service, run), arrived, StringComparison.Ordinal));
        Assert.Equal(["ok"], _scene.Journaled(4).Select(static told => told.Status));
    }

    [Theory(Timeout = Limit)]
    [InlineData("prometheus")]
    [InlineData("questdb")]
    public async Task A_service_that_asks_for_calm_is_left_alone_until_then_and_its_breaker_stays_closed(string service)
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers, Answer = static _ => PoorServer.Http(429, "", "Retry-After: 120\r\n") };
        _scene.With(service, server.Address);

        for (var run = 1; run <= 4; run++)
        {
            Assert.Equal("pending", (await TellAsync("")).Status);
        }

        Assert.Single(server.Requests);
        server.Answer = DeliveryScene.Yes;
        _scene.Clock.Advance(TimeSpan.FromSeconds(121));
        Assert.Equal("ok", (await TellAsync("")).Status);
        Assert.Equal(0, _scene.Waiting());
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_refused_waits_moves_no_breaker_and_holds_nothing_up()
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers };
        server.Answer = static request => request.Contains(DeliveryScene.RunId(2), StringComparison.Ordinal) ? PoorServer.Http(400, "{\"code\":\"invalid\",\"message\":\"no\"}") : PoorServer.Http(204, "");
        _scene.With("questdb", server.Address);

        string[] statuses = [(await TellAsync("")).Status, (await TellAsync("")).Status, (await TellAsync("")).Status, (await TellAsync("")).Status];

        Assert.Equal(["ok", "failed", "ok", "ok"], statuses);
        Assert.Equal(1, _scene.Waiting());

        // By hand it is tried again, together with what else waits; it must not keep that back, nor be tried for ever.
        await TellAsync("", TimeSpan.Zero);
        Assert.Equal("failed", Assert.Single((await _scene.FlushAsync()).Results).Status);
        Assert.Equal(1, _scene.Waiting());
        Assert.Contains(server.Requests, static request => request.Contains(DeliveryScene.RunId(5), StringComparison.Ordinal) && !request.Contains(DeliveryScene.RunId(2), StringComparison.Ordinal));
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_budget_nobody_is_called_and_the_next_run_tells_both()
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers, Answer = DeliveryScene.Yes };
        _scene.With("questdb", server.Address);

        Assert.Equal("pending", (await TellAsync("", TimeSpan.Zero)).Status);
        Assert.Null(server.FirstConnection);
        var next = await TellAsync("");

        Assert.Equal(("ok", "delivered, with 1 earlier run"), (next.Status, next.Message));
        Assert.Equal(["ok"], _scene.Journaled(1).Select(static told => told.Status));
        Assert.Equal(0, _scene.Waiting());
    }

    [Fact(Timeout = Limit)]
    public async Task All_are_called_at_once()
    {
        await using var one = new PoorServer();
        await using var other = new PoorServer();
        _scene.With("prometheus", one.Address);
        _scene.With("questdb", other.Address);

        var telling = _scene.TellAsync();

        // Each attempt has a limit and an end: all four are armed before any time has passed.
        await _scene.Clock.WaitForTimersAsync(4);
        _scene.Clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(["failed", "failed"], (await telling).Results.Select(static result => result.Status));
    }

    [Theory(Timeout = Limit)]
    [InlineData(251, "failed")]
    [InlineData(249, "pending")]
    public async Task An_attempt_that_the_budget_cut_off_is_a_failure_if_it_had_a_quarter_of_a_second(int budget, string status)
    {
        await using var server = new PoorServer();
        _scene.With("questdb", server.Address);

        for (var run = 1; run <= 3; run++)
        {
            Assert.Equal(status, (await TellAsync("silent", TimeSpan.FromMilliseconds(budget))).Status);
        }

        Assert.Equal(status == "failed" ? "circuit_open" : "pending", (await TellAsync(status == "failed" ? "" : "silent", TimeSpan.FromMilliseconds(budget))).Status);
    }

    [Fact(Timeout = Limit)]
    public async Task A_signal_ends_the_telling_and_says_nothing_against_the_service()
    {
        await using var server = new PoorServer();
        _scene.With("questdb", server.Address);
        for (var run = 1; run <= 4; run++)
        {
            using var interrupt = new CancellationTokenSource();
            var telling = _scene.TellAsync(interrupt: interrupt.Token);
            await _scene.Clock.WaitForTimersAsync(2);
            await interrupt.CancelAsync();

            Assert.Equal("pending", Assert.Single((await telling).Results).Status);
        }

        Assert.Equal(4, _scene.Waiting());
    }

    private async Task<Core.IntegrationResult> TellAsync(string way, TimeSpan? budget = null)
    {
        var telling = _scene.TellAsync(budget);
        if (way is "silent" or "trickles")
        {
            await _scene.Clock.WaitForTimersAsync(2);
            _scene.Clock.Advance(budget ?? TimeSpan.FromMilliseconds(500));
        }

        return Assert.Single((await telling).Results);
    }

    private string Mark(string service, int run) => service == "questdb"
        ? $"run=\"{DeliveryScene.RunId(run)}\""
        : FormattableString.Invariant($"unfazed_run_timestamp_seconds{{project=\"shop\",branch=\"trunk\"}} {(_scene.Began(run) - DateTimeOffset.UnixEpoch).TotalSeconds}");

    private static PoorBehaviour BehaviourOf(string way) => way switch
    {
        "silent" => PoorBehaviour.Silent,
        "trickles" => PoorBehaviour.Trickles,
        "resets" => PoorBehaviour.Resets,
        _ => PoorBehaviour.Answers,
    };

    private static Func<string, string> AnswerOf(string way) => way switch
    {
        "500" => static _ => PoorServer.Http(500, "oops"),
        "429" => static _ => PoorServer.Http(429, "slow down"),
        _ => static _ => PoorServer.Http(200, "<html>welcome</html>", "Content-Type: text/html\r\n"),
    };
}
