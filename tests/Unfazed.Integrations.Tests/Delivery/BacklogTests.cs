using Unfazed.Core.Configuration;
using Unfazed.Integrations.Outbox;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Delivery;

/// <summary>Older runs that wait cost neither this run's message nor the service's breaker.</summary>
public sealed class BacklogTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly DeliveryScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact(Timeout = Limit)]
    public async Task This_runs_message_goes_first_and_alone_and_the_others_in_batches_of_256_KiB()
    {
        await using var server = Accepting();
        _scene.With(ServiceSettings.QuestDb, server.Address);
        _scene.Padding = 50_000;
        await WaitingAsync(8);
        _scene.Padding = 0;

        var told = Assert.Single((await _scene.TellAsync()).Results);

        Assert.Equal(("ok", "delivered, with 8 earlier runs"), (told.Status, told.Message));
        Assert.Contains(DeliveryScene.RunId(9), server.Requests[0], StringComparison.Ordinal);
        Assert.DoesNotContain(DeliveryScene.RunId(1), server.Requests[0], StringComparison.Ordinal);
        Assert.InRange(server.Requests.Count, 4, 6);
        Assert.All(server.Requests, static request => Assert.InRange(request.Length, 1, 257 * 1024));
    }

    [Fact(Timeout = Limit)]
    public async Task A_batch_that_gets_no_reply_in_time_is_sent_in_smaller_ones()
    {
        await using var server = Accepting();
        _scene.With(ServiceSettings.QuestDb, server.Address);
        await WaitingAsync(8);
        server.Answer = request => TooSlowFor(request, request.Split("unfazed_runs,").Length > 3);

        var told = Assert.Single((await _scene.TellAsync(TimeSpan.FromMinutes(1))).Results);

        Assert.Equal("delivered, with 8 earlier runs", told.Message);
        Assert.Equal(0, _scene.Waiting());
    }

    [Fact(Timeout = Limit)]
    public async Task An_old_run_that_never_gets_a_reply_in_time_opens_no_breaker_and_holds_no_other_up()
    {
        await using var server = Accepting();
        _scene.With(ServiceSettings.QuestDb, server.Address);
        await WaitingAsync(2);
        server.Answer = request => TooSlowFor(request, request.Contains(DeliveryScene.RunId(1), StringComparison.Ordinal));

        for (var run = 3; run <= 8; run++)
        {
            Assert.Equal("ok", Assert.Single((await _scene.TellAsync()).Results).Status);
            _scene.Clock.Advance(TimeSpan.FromMinutes(11));
        }

        Assert.Equal(1, _scene.Waiting());
        Assert.Equal(["ok"], _scene.Journaled(2).Select(static told => told.Status));
    }

    [Fact(Timeout = Limit)]
    public async Task What_was_denied_for_the_password_goes_with_the_first_run_that_is_accepted()
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers, Answer = static _ => PoorServer.Http(401, "") };
        _scene.With(ServiceSettings.QuestDb, server.Address);
        Assert.Equal("failed", Assert.Single((await _scene.TellAsync()).Results).Status);
        Assert.Equal("failed", Assert.Single((await _scene.TellAsync()).Results).Status);
        server.Answer = DeliveryScene.Yes;

        var told = Assert.Single((await _scene.TellAsync()).Results);

        Assert.Equal(("ok", "delivered, with 2 earlier runs"), (told.Status, told.Message));
        Assert.Equal(0, _scene.Waiting());
        var body = server.Requests[^1];
        Assert.True(body.IndexOf(DeliveryScene.RunId(1), StringComparison.Ordinal) < body.IndexOf(DeliveryScene.RunId(2), StringComparison.Ordinal));
    }

    [Theory(Timeout = Limit)]
    [InlineData(400, 1)]
    [InlineData(413, 1)]
    [InlineData(422, 1)]
    [InlineData(403, 0)]
    [InlineData(404, 0)]
    [InlineData(405, 0)]
    [InlineData(302, 0)]
    public async Task Only_a_message_whose_content_was_refused_rests(int status, int left)
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers, Answer = _ => PoorServer.Http(status, "") };
        _scene.With(ServiceSettings.QuestDb, server.Address);
        await _scene.TellAsync();
        server.Answer = DeliveryScene.Yes;

        await _scene.TellAsync();

        Assert.Equal(left, _scene.Waiting());
    }

    [Fact(Timeout = Limit)]
    public async Task A_refusal_is_one_line_and_says_on_a_build_server_what_has_to_be_kept()
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers, Answer = static _ => PoorServer.Http(400, "text format parsing error:\r\n\tline 1\n") };
        _scene.With(ServiceSettings.Prometheus, server.Address);

        var told = Assert.Single((await _scene.TellAsync()).Results);

        Assert.StartsWith("it says 400 Something: text format parsing error: line 1; it waits in the outbox, and is lost unless this job keeps /", told.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_flush_says_what_another_process_holds_and_until_when()
    {
        await using var server = Accepting();
        _scene.With(ServiceSettings.QuestDb, server.Address);
        await _scene.TellAsync(budget: TimeSpan.Zero);
        using (var killed = _scene.OpenOutbox())
        {
            Assert.Single(killed.Claim(new OutboxClaim(_scene.States()[0].To, TimeSpan.FromSeconds(7))));
        }

        var flushed = Assert.Single((await _scene.FlushAsync()).Results);

        Assert.Equal(("pending", "1 run is in the hands of another process, until 14:05:09 at the latest"), (flushed.Status, flushed.Message));
        _scene.Clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal("delivered 1 run", Assert.Single((await _scene.FlushAsync()).Results).Message);
    }

    // The attempt's limit was armed before the request was sent.
    private string TooSlowFor(string request, bool isTooMuch)
    {
        if (isTooMuch)
        {
            _scene.Clock.Advance(TimeSpan.FromMilliseconds(500));
        }

        return DeliveryScene.Yes(request);
    }

    private static PoorServer Accepting() => new() { Behaviour = PoorBehaviour.Answers, Answer = DeliveryScene.Yes };

    private async Task WaitingAsync(int runs)
    {
        for (var run = 1; run <= runs; run++)
        {
            await _scene.TellAsync(budget: TimeSpan.Zero);
        }
    }
}
