using Unfazed.Core.Configuration;
using Unfazed.Integrations.Tests.Delivery;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.QuestDb;

/// <summary>What waits in the outbox, delivered to a real QuestDB that dies, or by several processes at once.</summary>
[Collection(nameof(SharedQuestDb))]
public sealed class QuestDbDeliveryTests(SharedQuestDb shared) : IDisposable
{
    private const int Limit = 300_000;

    private readonly DeliveryScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [QuestDbFact(Timeout = Limit)]
    public async Task A_server_that_is_killed_while_a_hundred_runs_arrive_has_each_once_in_the_end()
    {
        var server = await shared.WithTablesAsync();
        _scene.With(ServiceSettings.QuestDb, server.Address);
        await WaitingAsync(100);

        var flush = _scene.FlushAsync();
        while (!flush.IsCompleted && (await server.QueryAsync("select count() from unfazed_runs"))[0][0].GetInt64() == 0)
        {
            await Task.Yield();
        }

        await server.RestartAsync();
        await flush;
        await _scene.FlushAsync();

        Assert.Equal(0, _scene.Waiting());
        Assert.Equal(100, await server.CountAsync("select count() from unfazed_runs"));
        Assert.Equal(300, await server.CountAsync("select count() from unfazed_results"));
    }

    [QuestDbFact(Timeout = Limit)]
    public async Task Fifty_runs_of_a_thousand_checks_arrive_whole()
    {
        var server = await shared.WithTablesAsync();
        _scene.With(ServiceSettings.QuestDb, server.Address);
        _scene.Checks = 1_001;
        await WaitingAsync(50);

        await _scene.FlushAsync();

        Assert.Equal(0, _scene.Waiting());
        Assert.Equal(50, await server.CountAsync("select count() from unfazed_runs"));
        Assert.Equal(50 * 1_001, await server.CountAsync("select count() from unfazed_results"));
    }

    [QuestDbFact(Timeout = Limit)]
    public async Task Three_flushes_at_once_deliver_each_run_once()
    {
        var server = await shared.WithoutTablesAsync();
        _scene.With(ServiceSettings.QuestDb, server.Address);
        await WaitingAsync(40);

        await Task.WhenAll(Task.Run(_scene.FlushAsync), Task.Run(_scene.FlushAsync), Task.Run(_scene.FlushAsync));

        // Without deduplication a run that is sent twice would be two rows.
        Assert.Equal(0, _scene.Waiting());
        Assert.Equal(40, await server.CountAsync("select count() from unfazed_runs"));
        Assert.Equal(120, await server.CountAsync("select count() from unfazed_results"));
    }

    private async Task WaitingAsync(int runs)
    {
        for (var run = 0; run < runs; run++)
        {
            await _scene.TellAsync(TimeSpan.Zero);
        }

        Assert.Equal(runs, _scene.Waiting());
    }
}
