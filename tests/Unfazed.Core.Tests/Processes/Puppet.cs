using System.Collections.Immutable;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Tests.Processes;

/// <summary>Runs the puppet under the runner, and looks at what is left of it.</summary>
internal sealed class Puppet
{
    private static readonly ProcessRunner Runner = new(ProcessEnvironment.Capture(), TimeProvider.System);

    private readonly string _tag = $"puppet-{Guid.NewGuid():N}";

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "puppet");

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

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
        RunAsync(Command(["tag", _tag, .. acts.Replace("TAG", $"tag {_tag}", StringComparison.Ordinal).Split(' ')]));

    public async Task<ProcessOutcome> RunAsync(CommandDescription command)
    {
        using var stop = new StopSignal();
        await using var timer = TimeProvider.System.CreateTimer(
            _ => stop.Stop(StopReason.Timeout, Grace), null, Timeout, System.Threading.Timeout.InfiniteTimeSpan);
        return await Runner.RunAsync(command, stop);
    }

    /// <summary>What is alive of it after at most a second: <c>name (pid)</c>.</summary>
    public async Task<ImmutableArray<string>> LeftAfterASecondAsync()
    {
        var left = Left();
        for (var look = 0; look < 20 && left.Length > 0; look++)
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

    private ImmutableArray<string> Left() =>
        [.. ProcessTable.ReadAll().Values.Where(IsOurs).Select(static process => $"{process.Name} ({process.Id}) {process.State}")];

    private bool IsOurs(ProcessEntry process)
    {
        var isZombieOfOurs = process.State == 'Z' && process.Parent == System.Environment.ProcessId && process.Session == process.Id;
        return isZombieOfOurs || new[] { "environ", "cmdline" }.Any(file =>
            ProcFile.Read(ProcFile.PathOf(process.Id, file)) is { } bytes && PosixText.Decode(bytes).Contains(_tag, StringComparison.Ordinal));
    }
}
