using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class CheckExecutionTests
{
    private static readonly Check Any = new() { Name = "any", Dimension = Dimension.Lint };

    [Fact]
    public void A_stop_that_comes_when_all_is_over_is_nothing()
    {
        var execution = new CheckExecution(Any, new FakeTimeProvider());
        execution.Dispose();

        execution.RequestStop(StopReason.Timeout, TimeSpan.Zero);

        Assert.Equal(StopReason.None, execution.Stop.Reason);
    }

    [Fact]
    public void A_validator_that_is_over_the_moment_it_is_told_to_stop_is_no_harm_to_who_told_it()
    {
        var execution = new CheckExecution(Any, new FakeTimeProvider());
        execution.Stop.Subscribe(execution.Dispose);

        execution.RequestStop(StopReason.Timeout, TimeSpan.Zero);

        Assert.Equal(StopReason.Timeout, execution.Stop.Reason);
        Assert.True(execution.Stop.Token.IsCancellationRequested);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(StopReason.Timeout)]
    [InlineData(StopReason.Deadline)]
    public async Task A_check_whose_process_ended_by_itself_is_not_timed_out_while_its_output_is_read(StopReason reason)
    {
        var read = new TaskCompletionSource();
        using var scene = new Scene { Clock = TimeProvider.System };
        using var execution = new CheckExecution(Any with { Validator = new Reading(read.Task), Timeout = TimeSpan.FromMinutes(1) }, scene.Time);
        var started = new StartedProcesses();
        var running = execution.RunAsync(Reading.Context(scene, started, execution.Stop));
        while (!started.HaveEnded)
        {
            await Task.Yield();
        }

        execution.RequestStop(reason, TimeSpan.FromSeconds(2));
        read.SetResult();

        Assert.Equal(7, (await running).Observation.ExitCode);
        Assert.Equal(ObservationEnding.Completed, (await running).Observation.Ending);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_check_that_goes_on_after_the_end_of_its_process_is_stopped_when_its_grace_is_over()
    {
        using var scene = new Scene { Clock = TimeProvider.System };
        using var execution = new CheckExecution(Any with { Validator = new Reading(new TaskCompletionSource().Task), Timeout = TimeSpan.FromMinutes(1) }, scene.Time);
        var started = new StartedProcesses();
        var running = execution.RunAsync(Reading.Context(scene, started, execution.Stop));
        while (!started.HaveEnded)
        {
            await Task.Yield();
        }

        execution.RequestStop(StopReason.Timeout, TimeSpan.FromSeconds(2));
        Assert.Equal(StopReason.None, execution.Stop.Reason);
        scene.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(StopReason.Timeout, execution.Stop.Reason);
        scene.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.True((await running).Abandoned);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_check_has_started_is_known_before_it_ends()
    {
        using var scene = new Scene { Clock = TimeProvider.System };
        using var execution = new CheckExecution(Any with { Validator = new Reading(Task.CompletedTask, "exec sleep 60"), Timeout = TimeSpan.FromMinutes(1) }, scene.Time);
        var started = new StartedProcesses();
        var log = Path.Combine(scene.Root, "any.log");
        var running = execution.RunAsync(Reading.Context(scene, started, execution.Stop, log));
        while (execution.SoFar().Log is null)
        {
            await Task.Yield();
        }

        Assert.Equal(log, execution.SoFar().Log);
        Assert.Equal(["sh", "-c", "exec sleep 60"], execution.SoFar().Command.AsEnumerable());
        Assert.Equal(0, execution.SoFar().KilledProcesses);
        execution.RequestStop(StopReason.Deadline, TimeSpan.Zero);
        await running;
        Assert.Equal(1, execution.SoFar().KilledProcesses);
    }

    /// <summary>Runs a process, and takes its time to read what that printed.</summary>
    private sealed class Reading(Task read, string script = "exit 7") : IValidator
    {
        public static ValidationContext Context(Scene scene, StartedProcesses started, StopSignal stop, string? log = null) => new()
        {
            Check = Any,
            Workspace = scene.Setup().Workspace,
            Processes = new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System) { Started = started },
            Stop = stop,
            Time = scene.Time,
            LogPath = log,
            ScratchDirectory = scene.Root,
            ToolCacheDirectory = scene.Root,
            CheckId = "any",
        };

        public async Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
        {
            var outcome = await context.Processes.RunAsync(
                new CommandDescription { Program = "sh", Arguments = ["-c", script], Directory = "/", LogPath = context.LogPath }, context.Stop);
            await read;
            return Observation.Completed([]) with { ExitCode = outcome.ExitCode };
        }
    }
}
