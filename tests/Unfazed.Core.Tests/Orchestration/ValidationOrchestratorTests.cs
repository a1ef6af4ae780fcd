using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class ValidationOrchestratorTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_run_in_which_everything_passes_is_passed()
    {
        var report = await _scene.Passing("a").Passing("b").Orchestrator().RunAllAsync();

        Assert.Equal(Verdict.Passed, report.Verdict);
        Assert.Equal(ExitCodes.Passed, report.ExitCode);
        Assert.Equal(["a", "b"], report.Checks.Select(check => check.Name));
        Assert.Equal(3, report.Tiers.Length);
    }

    [Fact(Timeout = 120_000)]
    public async Task Partial_results_on_exception()
    {
        var report = await _scene.Passing("a")
            .With("b", static (_, _) => throw new InvalidOperationException("boom"))
            .Failing("c").Orchestrator().RunAllAsync();

        var statuses = report.Checks.ToDictionary(check => check.Name, check => check.Status);
        Assert.Equal(CheckStatus.Passed, statuses["a"]);
        Assert.Equal(CheckStatus.Error, statuses["b"]);
        Assert.Equal(CheckStatus.Failed, statuses["c"]);
        Assert.Equal(ErrorCodes.Exception, report.Checks.Single(check => check.Name == "b").Observation.Error);
        Assert.Equal(Verdict.Blocked, report.Verdict);
    }

    [Fact(Timeout = 120_000)]
    public async Task Partial_results_on_timeout()
    {
        _scene.Passing("quick").Waiting("slow", static check => check with { DefaultTimeout = TimeSpan.FromSeconds(5) });
        var running = _scene.Orchestrator().RunAllAsync();
        await Advance(TimeSpan.FromSeconds(5), busy: "slow", done: "quick");

        var report = await running;
        var slow = report.Checks.Single(check => check.Name == "slow");
        Assert.Equal(CheckStatus.TimedOut, slow.Status);
        Assert.Equal((ErrorCodes.Timeout, "timed out after 5s"), (slow.Observation.Error, slow.Message));
        Assert.Equal(CheckStatus.Passed, report.Checks.Single(check => check.Name == "quick").Status);
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.Equal(ExitCodes.Inconclusive, report.ExitCode);
        Assert.Equal(RunState.Complete, report.Run.State);
    }

    [Fact(Timeout = 120_000)]
    public async Task All_validators_run_despite_failures()
    {
        for (var index = 0; index < 20; index++)
        {
            _ = (index % 3) switch
            {
                0 => _scene.Failing($"check{index}"),
                1 => _scene.With($"check{index}", static (_, _) => Task.FromException<Observation>(new IOException("gone"))),
                _ => _scene.Passing($"check{index}"),
            };
        }

        var report = await _scene.Orchestrator().RunAllAsync();

        Assert.Equal(20, report.Checks.Count());
        Assert.DoesNotContain(report.Checks, check => check.Status is CheckStatus.Cancelled or CheckStatus.Skipped);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_validator_that_ignores_its_token_is_answered_for()
    {
        var never = new TaskCompletionSource<Observation>();
        _scene.With("deaf", (_, _) => never.Task, static check => check with { DefaultTimeout = TimeSpan.FromSeconds(1) });
        var running = _scene.Orchestrator().RunAllAsync();
        await Advance(TimeSpan.FromSeconds(2), busy: "deaf");

        var deaf = (await running).Checks.Single();
        Assert.Equal(CheckStatus.TimedOut, deaf.Status);
        Assert.Contains("abandoned", deaf.Observation.Details.Keys);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_validator_that_blocks_its_thread_is_answered_for()
    {
        using var never = new ManualResetEventSlim();
        _scene.With(
            "blocked",
            (_, _) =>
            {
                never.Wait(CancellationToken.None);
                return Task.FromResult(Scene.Pass);
            },
            static check => check with { DefaultTimeout = TimeSpan.FromSeconds(1) }).Passing("other");
        var running = _scene.Orchestrator().RunAllAsync();
        await Advance(TimeSpan.FromSeconds(2), busy: "blocked", done: "other");

        var report = await running;
        never.Set();
        Assert.Equal([CheckStatus.TimedOut, CheckStatus.Passed], report.Checks.Select(check => check.Status));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_pass_that_comes_after_the_stop_is_no_pass()
    {
        _scene.With(
            "late",
            static async (context, stop) =>
            {
                var stopped = new TaskCompletionSource();
                await using var registration = stop.Register(stopped.SetResult);
                await stopped.Task;
                return Scene.Pass with { Summary = "half of the files" };
            },
            static check => check with { DefaultTimeout = TimeSpan.FromSeconds(1) });
        var running = _scene.Orchestrator().RunAllAsync();
        await Advance(TimeSpan.FromSeconds(1), busy: "late");

        Assert.Equal(CheckStatus.TimedOut, (await running).Checks.Single().Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task At_the_deadline_every_check_has_a_status()
    {
        _scene.Configuration = _scene.Configuration with
        {
            Jobs = Setting<int?>.Default(1),
            Deadline = Setting<TimeSpan>.Default(TimeSpan.FromSeconds(3)),
        };
        _scene.Waiting("running").Passing("waiting");
        var running = _scene.Orchestrator().RunAllAsync();
        await Advance(TimeSpan.FromSeconds(3), busy: "running");

        var report = await running;
        Assert.All(report.Checks, check => Assert.Equal(CheckStatus.TimedOut, check.Status));
        Assert.All(report.Checks, check => Assert.Equal(ErrorCodes.Deadline, check.Observation.Error));
        Assert.Equal(0, report.Checks.Single(check => check.Name == "waiting").Observation.Attempts);
        Assert.Equal(RunState.Deadline, report.Run.State);
        Assert.True(report.Run.Duration <= TimeSpan.FromSeconds(3));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_jumps_an_hour_moves_no_timeout_and_no_duration(int hours)
    {
        _scene.Configuration = _scene.Configuration with { Deadline = Setting<TimeSpan>.Default(TimeSpan.FromMinutes(2)) };
        _scene.Waiting("waits", static check => check with { DefaultTimeout = TimeSpan.FromSeconds(30) }).Waiting("longer", static check => check with { DefaultTimeout = TimeSpan.FromSeconds(60) });
        var running = _scene.Orchestrator().RunAllAsync();
        await Task.WhenAll(_scene.Entered("waits"), _scene.Entered("longer"));

        _scene.Time.StepWallClock(TimeSpan.FromHours(hours));
        _scene.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(_scene.Finished("waits").IsCompleted);
        _scene.Time.Advance(TimeSpan.FromSeconds(1));
        await _scene.Finished("waits");
        _scene.Time.Advance(TimeSpan.FromSeconds(30));

        var report = await running;
        Assert.Equal(RunState.Complete, report.Run.State);
        Assert.All(report.Checks, static check => Assert.Equal(CheckStatus.TimedOut, check.Status));
        Assert.Equal(TimeSpan.FromSeconds(60), report.Run.Duration);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_took_the_whole_deadline_before_the_first_check_leaves_each_a_status()
    {
        _scene.Configuration = _scene.Configuration with { Deadline = Setting<TimeSpan>.Default(TimeSpan.FromSeconds(3)) };
        _scene.ProcessStart = _scene.Time.GetTimestamp();
        _scene.Passing("one").Passing("two");
        _scene.Time.Advance(TimeSpan.FromSeconds(4));

        var report = await _scene.Orchestrator().RunAllAsync();

        Assert.Equal(RunState.Deadline, report.Run.State);
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.Empty(_scene.Started);
        Assert.All(report.Checks, static check => Assert.Equal(ErrorCodes.Deadline, check.Observation.Error));
    }

    [Fact(Timeout = 120_000)]
    public async Task At_the_deadline_a_validator_that_does_not_listen_is_not_waited_for()
    {
        _scene.Configuration = _scene.Configuration with { Deadline = Setting<TimeSpan>.Default(TimeSpan.FromSeconds(3)) };
        var never = new TaskCompletionSource<Observation>();
        _scene.With("deaf", (_, _) => never.Task).Passing("quick");
        var running = _scene.Orchestrator().RunAllAsync();
        await Advance(TimeSpan.FromSeconds(3), busy: "deaf", done: "quick");

        var report = await running;
        Assert.Equal([CheckStatus.TimedOut, CheckStatus.Passed], report.Checks.Select(check => check.Status));
        Assert.True(report.Run.Duration <= TimeSpan.FromSeconds(3.25), $"{report.Run.Duration}");
    }

    [Fact(Timeout = 120_000)]
    public async Task Fail_fast_cancels_what_runs_and_what_waits()
    {
        _scene.Configuration = _scene.Configuration with { FailFast = Setting<bool>.Default(true), Jobs = Setting<int?>.Default(2) };
        _scene.Waiting("running", Expecting(300)).Failing("failing", Expecting(200)).Passing("waiting", Expecting(100));

        var report = await _scene.Orchestrator().RunAllAsync();

        Assert.Equal([CheckStatus.Cancelled, CheckStatus.Failed, CheckStatus.Cancelled], report.Checks.Select(check => check.Status));
        Assert.Equal(Verdict.Blocked, report.Verdict);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_interrupt_gives_the_report_so_far()
    {
        using var interrupt = new CancellationTokenSource();
        var passed = new TaskCompletionSource();
        _scene.Waiting("running").With("quick", (_, _) =>
        {
            passed.SetResult();
            return Task.FromResult(Scene.Pass);
        });
        var running = _scene.Orchestrator().RunAsync(RunSelection.All, interrupt.Token);
        await passed.Task;
        await interrupt.CancelAsync();

        var report = await running;
        Assert.Equal(RunState.Interrupted, report.Run.State);
        Assert.Equal(CheckStatus.Cancelled, report.Checks.First().Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task Events_come_in_order_and_begin_with_the_run()
    {
        await _scene.Passing("a").Failing("b").Orchestrator().RunAllAsync();

        Assert.IsType<RunStarted>(_scene.Events[0]);
        Assert.IsType<RunFinished>(_scene.Events[^1]);
        Assert.IsType<DimensionFinished>(_scene.Events[^2]);
        Assert.Equal(2, _scene.Events.OfType<CheckStarted>().Count());
        Assert.Equal(2, _scene.Events.OfType<CheckFinished>().Count());
    }

    [Fact(Timeout = 120_000)]
    public async Task Checks_that_share_a_lock_never_run_at_once()
    {
        var inside = 0;
        var most = 0;
        for (var index = 0; index < 8; index++)
        {
            _scene.With(
                $"check{index}",
                async (_, _) =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    await Task.Yield();
                    Interlocked.Decrement(ref inside);
                    return Scene.Pass;
                },
                static check => check with { Locks = ["dotnet"] });
        }

        await _scene.Orchestrator().RunAllAsync();

        Assert.Equal(1, most);
    }

    [Fact(Timeout = 120_000)]
    public async Task Runs_by_name_tier_and_file_hold_what_was_asked_for_alone()
    {
        _scene.Passing("lint", static check => check with { Dimension = Dimension.Lint }).Passing("fmt", static check => check with { Dimension = Dimension.Format });
        var orchestrator = _scene.Orchestrator();

        Assert.Equal(["fmt"], (await orchestrator.RunValidatorsGracefulAsync(["format"])).Checks.Select(check => check.Name));
        Assert.Equal(["fmt"], (await orchestrator.RunTierAsync(ValidationTier.Warning)).Results.SelectMany(result => result.Checks).Select(check => check.Name));
        await Assert.ThrowsAsync<ArgumentException>(() => orchestrator.RunValidatorsGracefulAsync(["lnt"]));
        await Assert.ThrowsAsync<FileNotFoundException>(() => orchestrator.ValidateFileAsync("nowhere.py"));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_disabled_or_not_expected_is_skipped_with_the_reason()
    {
        _scene.Known = [new KnownCheck("mypy", Dimension.TypeSafety)];
        _scene.Passing("a").Passing("b");
        _scene.Configuration = _scene.Configuration with
        {
            Checks = [new CheckSettings { Name = "b", Enabled = false, Source = new SettingSource(SettingOrigin.ProjectFile, "unfazed.yaml", 4, 3) }],
        };

        var all = await _scene.Orchestrator().RunAllAsync();
        Assert.Equal(["a", "b"], all.Checks.Select(check => check.Name));
        Assert.Equal("disabled in unfazed.yaml", all.Checks.Last().Message);

        var named = await _scene.Orchestrator().RunValidatorsGracefulAsync(["mypy"]);
        Assert.Equal("not configured here", named.Checks.Single().Message);
        Assert.Equal(Verdict.Inconclusive, named.Verdict);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_moves_while_the_run_goes_on_is_said(bool moves)
    {
        var path = _scene.File("a.txt");
        _scene.With("editor", async (_, stop) =>
        {
            await (moves ? File.WriteAllTextAsync(path, "other", stop) : Task.CompletedTask);
            return Scene.Pass;
        });

        Assert.Equal(moves, (await _scene.Orchestrator().RunAllAsync()).Run.InputsChanged);
    }

    [Fact]
    public void A_dimension_outside_the_table_has_the_default_timeout()
    {
        var orchestrator = _scene.Orchestrator();

        Assert.Equal(TimeSpan.FromSeconds(120), orchestrator.GetValidatorTimeout("type_safety"));
        Assert.Equal(TimeSpan.FromSeconds(60), orchestrator.GetValidatorTimeout("house_style"));
    }

    private static Func<Check, Check> Expecting(int seconds) => check => check with { DefaultTimeout = TimeSpan.FromSeconds(seconds) };

    /// <summary>Moves the clock when the one check is at work and the other has its status.</summary>
    private async Task Advance(TimeSpan by, string busy, string? done = null)
    {
        await _scene.Entered(busy);
        await (done is null ? Task.CompletedTask : _scene.Finished(done));
        _scene.Time.Advance(by);
    }
}
