using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Delivery;

/// <summary>What waited on one machine is not sent over what another machine has reported since.</summary>
public sealed class LateMessageTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly DeliveryScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [ToolFact("prometheus-pushgateway", Timeout = Limit)]
    public async Task A_run_that_waited_does_not_replace_a_newer_one_of_another_machine()
    {
        await using var gateway = await RunningServer.PushgatewayAsync();
        _scene.With(ServiceSettings.Prometheus, gateway.Address);
        await _scene.TellAsync(budget: TimeSpan.Zero);
        _scene.Machine = "other";
        _scene.Verdict = Verdict.Passed;
        Assert.Equal("ok", Assert.Single((await ToldAsync()).Results).Status);
        _scene.Machine = "state";

        var flushed = Assert.Single((await _scene.FlushAsync()).Results);

        Assert.Equal(("ok", "1 run not sent: newer ones have been reported"), (flushed.Status, flushed.Message));
        Assert.Contains("verdict=\"passed\"} 1", await MetricsAsync(gateway), StringComparison.Ordinal);
        Assert.Equal(0, _scene.Waiting());
        Assert.Equal(("skipped", "a newer run has been reported"), (_scene.Journaled(1)[0].Status, _scene.Journaled(1)[0].Message));
    }

    [ToolFact("prometheus-pushgateway", Timeout = Limit)]
    public async Task A_run_that_waited_replaces_an_older_one_and_one_of_a_clock_that_ran_ahead()
    {
        await using var gateway = await RunningServer.PushgatewayAsync();
        _scene.With(ServiceSettings.Prometheus, gateway.Address);
        await ToldAsync();
        _scene.Verdict = Verdict.Passed;
        await _scene.TellAsync(budget: TimeSpan.Zero);
        Assert.Equal("delivered 1 run", Assert.Single((await _scene.FlushAsync()).Results).Message);
        Assert.Contains("verdict=\"passed\"} 1", await MetricsAsync(gateway), StringComparison.Ordinal);

        _scene.Clock.StepWallClock(TimeSpan.FromDays(730));
        await ToldAsync();
        _scene.Clock.StepWallClock(TimeSpan.FromDays(-730));
        _scene.Verdict = Verdict.Blocked;
        await _scene.TellAsync(budget: TimeSpan.Zero);
        await _scene.FlushAsync();

        Assert.Contains("verdict=\"blocked\"} 1", await MetricsAsync(gateway), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData(9, "delivered 1 run")]
    [InlineData(11, "1 run not sent: newer ones have been reported")]
    public async Task Where_the_gateway_does_not_say_what_it_holds_only_a_recent_run_is_sent(int minutes, string said)
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers, Answer = static request => request.StartsWith("GET ", StringComparison.Ordinal) ? PoorServer.Http(405, "") : PoorServer.Http(200, "") };
        _scene.With(ServiceSettings.Prometheus, server.Address);
        await _scene.TellAsync(budget: TimeSpan.Zero);
        _scene.Clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(said, Assert.Single((await _scene.FlushAsync()).Results).Message);
    }

    // A machine that is busy may take longer than the half second that an attempt has.
    private async Task<Integrations.DeliveryOutcome> ToldAsync()
    {
        await _scene.TellAsync(budget: TimeSpan.Zero);
        var outcome = await _scene.FlushAsync();
        Assert.Equal("ok", Assert.Single(outcome.Results).Status);
        return outcome;
    }

    private static async Task<string> MetricsAsync(RunningServer gateway)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(gateway.Address + "/metrics"));
    }
}
