using System.Collections.Immutable;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Tests.Processes;

/// <summary>Runs the puppet under the runner, and looks at what is left of it.</summary>
internal sealed class Puppet
{
    private static readonly ProcessRunner Runner = new(ProcessEnvironment.Capture(), TimeProvider.System);

    // Whatever a test plays ends in a second: only a machine that stands still needs more.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    private readonly string _tag = $"puppet-{Guid.NewGuid():N}";

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "puppet");

    public TimeSpan Timeout { get; init; } = MaxWait;

    public TimeSpan Grace { get; init; } = TimeSpan.FromMilliseconds(100);

    public string Directory { get; init; } = "/tmp";

    /// <summary>The tag is among the arguments of every puppet, so that one that cleared its environment is found too.</summary>
    public string Tag => _tag;

    public CommandDescription Command(params IEnumerable<string> acts) => new()
    {
        Program = Program,
        Arguments = [.. acts],
        Directory = Directory,
        CheckId = _tag,
    };

    /// <summary>Runs acts, written as one line of words.</summary>
    public Task<ProcessOutcome> PlayAsync(string acts) =>
        RunAsync(Command(Words(acts)));

    public async Task<ProcessOutcome> RunAsync(CommandDescription command)
    {
        using var stop = new StopSignal();
        await using var timer = TimeProvider.System.CreateTimer(
            _ => stop.Stop(StopReason.Timeout, Grace), null, Timeout, System.Threading.Timeout.InfiniteTimeSpan);
        return await Runner.RunAsync(command, stop);
    }

    /// <summary>
    /// Runs acts, and stops them once the file is there: <c>touch</c> is an act. Gives the outcome, and how long it took from the stop to the end.
    /// </summary>
    public async Task<(ProcessOutcome Outcome, TimeSpan Ending)> StopWhenReadyAsync(string acts, string readyFile)
    {
        using var stop = new StopSignal();
        var run = Runner.RunAsync(Command(Words(acts)), stop);
        while (!File.Exists(readyFile) && !run.IsCompleted)
        {
            await Task.Yield();
        }

        var stopped = TimeProvider.System.GetTimestamp();
        stop.Stop(StopReason.Timeout, Grace);
        var outcome = await run;
        return (outcome, TimeProvider.System.GetElapsedTime(stopped));
    }

    /// <summary>What of it does not end: <c>name (pid)</c>. What was killed may still need the processor to end, and its parent to reap it.</summary>
    public async Task<ImmutableArray<string>> LeftAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        var left = Left();
        while (left.Length > 0 && TimeProvider.System.GetElapsedTime(started) < MaxWait)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            left = Left();
        }

        return left;
    }

    /// <summary>What is alive of it now, without what has ended and waits to be reaped.</summary>
    public ImmutableArray<string> Alive() => [.. Left().Where(static process => process[^1] != 'Z')];

    /// <summary>Whether a puppet that is not the leader of the check is alive.</summary>
    public bool HasDescendants() => Left().Length > 1;

    private string[] Words(string acts) => ["tag", _tag, .. acts.Replace("TAG", $"tag {_tag}", StringComparison.Ordinal).Split(' ')];

    private ImmutableArray<string> Left() =>
        [.. ProcessTable.ReadAll().Values.Where(IsOurs).Select(static process => $"{process.Name} ({process.Id}) {process.State}")];

    private bool IsOurs(ProcessEntry process)
    {
        var isZombieOfOurs = process.State == 'Z' && process.Parent == System.Environment.ProcessId && process.Session == process.Id;
        return isZombieOfOurs || new[] { "environ", "cmdline" }.Any(file =>
            ProcFile.Read(ProcFile.PathOf(process.Id, file)) is { } bytes && PosixText.Decode(bytes).Contains(_tag, StringComparison.Ordinal));
    }
}
