using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Tests.Orchestration;

/// <summary>Starves the pool of the whole process, so nothing runs beside it.</summary>
[CollectionDefinition(nameof(StarvedPool), DisableParallelization = true)]
public sealed class StarvedPool;

[Collection(nameof(StarvedPool))]
public sealed class DeadlineTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    // The pool starts a thread or two a second: whatever waits for it waits for longer than this.
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(20);

    private readonly Scene _scene = new() { Clock = TimeProvider.System };

    public void Dispose() => _scene.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_starved_pool_does_not_delay_the_report()
    {
        _scene.Configuration = _scene.Configuration with { Deadline = Setting<TimeSpan>.Default(Deadline) };
        _scene.Waiting("waits").Passing("passes");

        // Not disposed: threads of the pool come back to it after the test.
        var over = new ManualResetEventSlim();
        var sealedReport = new TaskCompletionSource<ValidationReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.GetMinThreads(out var workers, out _);
        Starve(workers * 50, over);

        var running = new Thread(() =>
        {
            sealedReport.SetResult(_scene.Orchestrator().RunOnThisThread(RunSelection.All, CancellationToken.None));
            over.Set();
        });
        running.Start();

        var report = await sealedReport.Task;
        Assert.Equal(RunState.Deadline, report.Run.State);
        Assert.Equal([CheckStatus.Passed, CheckStatus.TimedOut], report.Checks.OrderBy(static check => check.Name, StringComparer.Ordinal).Select(static check => check.Status));
        Assert.InRange(report.Run.Duration, Deadline - (Deadline / 5), Deadline + MaxDelay);
        Assert.IsType<RunFinished>(_scene.Events[^1]);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Twenty_validators_that_block_after_an_await_time_out_at_their_own_timeout(bool onThePool)
    {
        _scene.Configuration = _scene.Configuration with { Jobs = Setting<int?>.Default(20), Deadline = Setting<TimeSpan>.Default(TimeSpan.FromSeconds(60)) };

        // Not disposed: threads of the pool come back to it after the test.
        var over = new ManualResetEventSlim();
        for (var index = 0; index < 20; index++)
        {
            _scene.With(
                $"blocked{index}",
                async (_, _) =>
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None).ConfigureAwait(!onThePool);
                    over.Wait(CancellationToken.None);
                    return Scene.Pass;
                },
                static check => check with { DefaultTimeout = TimeSpan.FromSeconds(1), Cores = 0.05 });
        }

        var ended = new TaskCompletionSource<ValidationReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            ended.SetResult(_scene.Orchestrator().RunOnThisThread(RunSelection.All, CancellationToken.None));
            over.Set();
        }).Start();
        var report = await ended.Task;

        // 1.3 s on an idle machine. On the pool the last ones took the whole deadline.
        Assert.All(report.Checks, static check => Assert.Equal((CheckStatus.TimedOut, ErrorCodes.Timeout), (check.Status, check.Observation.Error)));
        Assert.All(report.Checks, static check => Assert.InRange(check.Duration, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1) + MaxDelay));
    }

    [Fact]
    public void A_process_is_older_than_what_it_can_tell_itself()
    {
        Assert.InRange(ProcessStart.Age() ?? TimeSpan.Zero, TimeSpan.FromMilliseconds(20), TimeSpan.FromHours(1));
        Assert.True(ProcessStart.Timestamp(TimeProvider.System) < TimeProvider.System.GetTimestamp());
    }

    [Theory]
    [InlineData(10.0, 10.1, 10.0)]
    [InlineData(10.0, 70.0, 70.0)]
    [InlineData(10.0, null, 10.0)]
    public void A_shell_that_became_the_program_late_does_not_count(double process, double? thread, double begin) => Assert.Equal(
        TimeSpan.FromSeconds(begin),
        ProcessStart.Begin(TimeSpan.FromSeconds(process), thread is { } seconds ? TimeSpan.FromSeconds(seconds) : null));

    private static void Starve(int items, ManualResetEventSlim over)
    {
        for (var index = 0; index < items; index++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static over => over.Wait(), over, preferLocal: false);
        }
    }
}
