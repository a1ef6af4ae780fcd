using System.Collections.Concurrent;
using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Resilience;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Orchestration;

/// <summary>An orchestrator over validators that a test scripts, on a clock that the test moves.</summary>
internal sealed class Scene : ICheckSource, IRunListener, IDisposable
{
    private readonly List<Check> _checks = [];
    private readonly List<WorkspaceFile> _files = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _entered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _finished = new(StringComparer.Ordinal);
    private readonly TemporaryDirectory _folder = new();
    private readonly TemporaryDirectory _state = new();

    public FakeTimeProvider Time { get; } = new();

    /// <summary>The clock of the orchestrator, where it is not <see cref="Time"/>.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>When the process began, where that is not when the run did.</summary>
    public long? ProcessStart { get; set; }

    public UnfazedConfiguration Configuration { get; set; } = new() { Jobs = Setting<int?>.Default(4) };

    public List<RunEvent> Events { get; } = [];

    public CircuitBreakerRegistry? Breakers { get; set; }

    public bool PassToolBreakersBy { get; set; }

    public ImmutableArray<KnownCheck> Known { get; set; } = [];

    public IEnumerable<string> Started => Events.OfType<CheckStarted>().Select(static started => started.Check.Name);

    public Scene With(string name, Func<ValidationContext, CancellationToken, Task<Observation>> examine, Func<Check, Check>? adjust = null)
    {
        var check = new Check
        {
            Name = name,
            Dimension = Dimension.CodeQuality,
            Validator = new Scripted((context, stop) =>
            {
                Signal(_entered, name).TrySetResult();
                return examine(context, stop);
            }),
        };
        _checks.Add(adjust is null ? check : adjust(check));
        return this;
    }

    public Scene Passing(string name, Func<Check, Check>? adjust = null) => With(name, static (_, _) => Task.FromResult(Pass), adjust);

    public Scene Failing(string name, Func<Check, Check>? adjust = null) => With(name, static (_, _) => Task.FromResult(Problems), adjust);

    /// <summary>Never ends by itself, and ends at once when told to stop.</summary>
    public Scene Waiting(string name, Func<Check, Check>? adjust = null) => With(
        name,
        static async (context, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, stop).ConfigureAwait(false);
            return Pass;
        },
        adjust);

    /// <summary>Completes when the validator was called: its timeout is running.</summary>
    public Task Entered(string name) => Signal(_entered, name).Task;

    /// <summary>Completes when the check has its status.</summary>
    public Task Finished(string name) => Signal(_finished, name).Task;

    /// <summary>Puts a file into the workspace.</summary>
    public string File(string name)
    {
        var path = _folder.Write(name, name);
        _files.Add(new WorkspaceFile(name, WorkspaceFileKind.Regular, FileStatus.Of(path).Stamp));
        return path;
    }

    public static Observation Pass { get; } = new() { Ending = ObservationEnding.Completed, Summary = "1 file", Attempts = 1 };

    public static Observation Problems { get; } = Pass with { ReportedProblems = true, Message = "problems" };

    public ValidationOrchestrator Orchestrator() => new(Setup());

    public OrchestratorSetup Setup() => new()
    {
        Workspace = new WorkspaceSnapshot(Root, isGit: false, [.. _files]),
        Configuration = Configuration,
        Sources = [this],
        Processes = new ProcessRunner(Environment(), Clock ?? Time),
        Time = Clock ?? Time,
        ProcessStart = ProcessStart,
        Listeners = [this],
        Breakers = Breakers,
        PassToolBreakersBy = PassToolBreakersBy,
    };

    public CheckDiscovery Discover(DiscoveryContext context) => new([.. _checks], []);

    public void On(RunEvent runEvent)
    {
        Events.Add(runEvent);
        if (runEvent is CheckFinished finished)
        {
            Signal(_finished, finished.Result.Name).TrySetResult();
        }
    }

    public string Root => _folder.Path;

    /// <summary>What outlives a run.</summary>
    public string State => _state.Path;

    public void Dispose()
    {
        _folder.Dispose();
        _state.Dispose();
    }

    private ProcessEnvironment Environment()
    {
        var environment = ProcessEnvironment.Capture();
        return environment with { Variables = environment.Variables.SetItem("UNFAZED_STATE_DIR", State) };
    }

    private static TaskCompletionSource Signal(ConcurrentDictionary<string, TaskCompletionSource> signals, string name) =>
        signals.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private sealed class Scripted(Func<ValidationContext, CancellationToken, Task<Observation>> examine) : IValidator
    {
        public Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken) => examine(context, cancellationToken);
    }
}
