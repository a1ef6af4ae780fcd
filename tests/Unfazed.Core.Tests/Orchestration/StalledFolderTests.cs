using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class StalledFolderTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly Scene _scene = new();
    private readonly ManualResetEventSlim _responds = new();

    public void Dispose()
    {
        _responds.Set();
        _scene.Dispose();
    }

    [Fact(Timeout = Limit)]
    public async Task A_lock_in_a_folder_that_does_not_respond_holds_nothing_else_up_and_is_taken_later()
    {
        await Task.Yield();
        var locks = new CheckLocks(
            _ =>
            {
                _responds.Wait();
                return new HeldLocks();
            },
            TimeProvider.System);
        var (first, second, free) = (Queued(0, "db"), Queued(1, "net"), Queued(2));
        var awaited = new List<string>();

        Assert.False(locks.TryHold(first, check => awaited.Add(check.Name)));
        Assert.False(locks.TryHold(second, check => awaited.Add(check.Name)));
        Assert.False(locks.TryHold(first, check => awaited.Add(check.Name)));
        Assert.True(locks.TryHold(free, check => awaited.Add(check.Name)));
        Assert.Equal(["check0", "check1"], awaited);

        _responds.Set();
        Assert.True(SpinWait.SpinUntil(() => locks.TryHold(first, static _ => { }), Limit / 2));
        Assert.True(SpinWait.SpinUntil(() => locks.TryHold(second, static _ => { }), Limit / 2));
    }

    [Fact(Timeout = Limit)]
    public async Task A_cache_that_does_not_respond_does_not_cost_the_run_its_journal()
    {
        await Task.Yield();
        var setup = _scene.Setup() with { Configuration = _scene.Configuration with { Deadline = Setting<TimeSpan>.Default(TimeSpan.FromSeconds(2)) } };
        var preparation = new RunPreparation(setup, setup.Time.GetTimestamp())
        {
            AskCache = () =>
            {
                _responds.Wait();
                return null;
            },
        };

        var places = preparation.Open("20260101T000000000Z-00000000");

        Assert.True(Directory.Exists(places.Directory.Path));
        Assert.Contains("no cached result is used", places.CacheObjection, StringComparison.Ordinal);
        places.Journal.Dispose();
    }

    private static QueuedCheck Queued(int index, params string[] locks) => new(
        index, new Check { Name = $"check{index}", Dimension = Dimension.CodeQuality, Locks = [.. locks] }, TimeSpan.Zero);
}
