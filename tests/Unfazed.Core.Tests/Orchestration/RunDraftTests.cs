using Unfazed.Core.Orchestration;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class RunDraftTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly Scene _scene = new();
    private readonly RunDraft _draft = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void There_is_no_draft_before_there_is_a_plan() => Assert.Null(_draft.At(RunState.Deadline));

    [Theory(Timeout = Limit)]
    [InlineData(RunState.Deadline, CheckStatus.TimedOut, ExitCodes.Inconclusive)]
    [InlineData(RunState.Interrupted, CheckStatus.Cancelled, ExitCodes.Inconclusive)]
    [InlineData(RunState.Crashed, CheckStatus.Cancelled, ExitCodes.Internal)]
    public async Task What_has_ended_keeps_its_result_and_every_other_check_has_one(RunState state, CheckStatus open, int code)
    {
        _scene.Passing("passes").Waiting("waits");
        using var stop = new CancellationTokenSource();
        var run = new ValidationOrchestrator(_scene.Setup() with { Draft = _draft }).RunAsync(RunSelection.All, stop.Token);
        await _scene.Finished("passes");
        await _scene.Entered("waits");

        var drafted = _draft.At(state)!;

        Assert.Equal([CheckStatus.Passed, open], drafted.Report.Checks.Select(static check => check.Status));
        Assert.Equal(["waits"], drafted.Open.Select(static check => check.Name));
        Assert.Equal((state, Verdict.Inconclusive, code), (drafted.Report.Run.State, drafted.Report.Verdict, drafted.Report.ExitCode));
        await stop.CancelAsync();
        await run;
    }

    [Fact(Timeout = Limit)]
    public async Task A_problem_that_was_found_still_blocks()
    {
        _scene.Failing("fails").Waiting("waits");
        using var stop = new CancellationTokenSource();
        var run = new ValidationOrchestrator(_scene.Setup() with { Draft = _draft }).RunAsync(RunSelection.All, stop.Token);
        await _scene.Finished("fails");

        Assert.Equal(Verdict.Blocked, _draft.At(RunState.Deadline)!.Report.Verdict);
        await stop.CancelAsync();
        await run;
    }

    [Fact(Timeout = Limit)]
    public async Task After_the_sealing_the_draft_is_the_report()
    {
        _scene.Passing("passes");

        var report = await new ValidationOrchestrator(_scene.Setup() with { Draft = _draft }).RunAsync(RunSelection.All);

        Assert.Same(report, _draft.At(RunState.Deadline)!.Report);
    }

    [Fact(Timeout = Limit)]
    public async Task Work_that_hangs_is_abandoned_and_its_exception_is_the_caller_s()
    {
        var never = new ManualResetEventSlim();
        await Task.Run(() =>
        {
            Assert.False(BoundedWork.TryRun(
                () =>
                {
                    never.Wait();
                    return 1;
                },
                TimeSpan.FromMilliseconds(50),
                out _));
            Assert.True(BoundedWork.TryRun(static () => 1, TimeSpan.FromSeconds(60), out var result));
            Assert.Equal(1, result);
            Assert.Throws<InvalidDataException>(() => BoundedWork.TryRun<int>(static () => throw new InvalidDataException(), TimeSpan.FromSeconds(60), out _));
        });
        never.Set();
    }
}
