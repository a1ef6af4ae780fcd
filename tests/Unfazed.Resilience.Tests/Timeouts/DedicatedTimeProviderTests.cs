namespace Unfazed.Resilience.Tests;

public sealed class DedicatedTimeProviderTests
{
    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Timers_of_timeouts_need_no_thread_of_the_pool()
    {
        var fired = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = DedicatedTimeProvider.Instance.CreateTimer(
            _ => fired.SetResult(Thread.CurrentThread.IsThreadPoolThread), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        Assert.False(await fired.Task);
    }

    [Fact]
    public void A_timer_that_would_be_due_in_another_age_is_refused()
    {
        Assert.All<TimeSpan>([TimeSpan.MaxValue, TimeSpan.FromDays(50), TimeSpan.FromSeconds(-1)], static due => Assert.Throws<ArgumentOutOfRangeException>(
            () => DedicatedTimeProvider.Instance.CreateTimer(static _ => { }, null, due, Timeout.InfiniteTimeSpan)));
        Assert.Throws<ArgumentNullException>(() => DedicatedTimeProvider.Instance.CreateTimer(null!, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }
}
