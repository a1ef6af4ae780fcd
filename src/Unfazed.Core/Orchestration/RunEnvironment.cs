using Unfazed.Core.Journal;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Orchestration;

/// <summary>What a run works with: its clock and deadline, its folder, its policy, and who is told.</summary>
internal sealed class RunEnvironment
{
    private readonly OrchestratorSetup _setup;
    private readonly long _started;
    private readonly TimeSpan _deadline;
    private readonly CheckPolicy _policy;
    private readonly FindingFingerprints _fingerprints;
    private readonly EventPump _pump;
    private readonly RunDirectory _directory;
    private readonly CheckHistory _history;

    public RunEnvironment(OrchestratorSetup setup, long started, RunDirectory directory, EventPump pump, CheckGuards guards, CheckHistory history)
    {
        _history = history;
        Guards = guards;
        _setup = setup;
        _started = started;
        _directory = directory;
        _pump = pump;
        _deadline = setup.Configuration.Deadline.Value;
        _policy = new CheckPolicy(setup.Configuration);
        _fingerprints = new FindingFingerprints(setup.Workspace);
    }

    public CheckGuards Guards { get; }

    public TimeProvider Time => _setup.Time;

    public DateTimeOffset Now => Time.GetUtcNow();

    public double Cores => _setup.Configuration.Jobs.Value ?? Environment.ProcessorCount;

    public TimeSpan DeadlineGrace => StopTimes.GraceOf(_deadline);

    public TimeSpan Elapsed() => Time.GetElapsedTime(_started);

    public TimeSpan UntilDeadline() => NotNegative(_deadline - Elapsed());

    public TimeSpan UntilSoftDeadline() => NotNegative(_deadline - DeadlineGrace - Elapsed());

    public void Publish(RunEvent runEvent) => _pump.Publish(runEvent);

    /// <summary>The same observation, its findings recognisable in later runs.</summary>
    public Observation Recognise(Observation seen) => seen with { Findings = _fingerprints.Compute(seen.Findings) };

    public CheckResult Judge(Check check, Observation seen, TimeSpan duration) => _policy.Judge(check, seen, duration);

    /// <summary>How long a check is expected to take: as it did before, or else its whole timeout.</summary>
    public TimeSpan Expect(Check check) => _history.Expected(check.Name, check.Directory) ?? check.Timeout;

    /// <summary>Whether this failed check ends the run under fail-fast.</summary>
    public bool EndsRun(CheckResult result) =>
        _setup.Configuration.FailFast.Value && result.Tier <= _setup.Configuration.FailOn.Value;

    public ValidationContext ContextFor(Check check, StopSignal stop) => new()
    {
        Check = check,
        Workspace = _setup.Workspace,
        Processes = _setup.Processes,
        Stop = stop,
        Time = Time,
        LogPath = check.Program is null && check.Command.IsEmpty ? null : _directory.LogPath(check.Name),
        ScratchDirectory = _directory.ScratchDirectory(check.Name),
        ToolCacheDirectory = _directory.ToolCache(check.Name),
        CheckId = $"{_directory.RunId}/{check.Name}",
    };

    /// <summary>Names the log, where one was written.</summary>
    public Observation WithLog(Observation seen, string? logPath) =>
        seen.Log is null && logPath is not null && File.Exists(logPath) ? seen with { Log = _directory.RelativeLog(logPath) } : seen;

    private static TimeSpan NotNegative(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;
}
