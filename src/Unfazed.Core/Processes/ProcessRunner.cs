using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using Unfazed.Core.Redaction;

namespace Unfazed.Core.Processes;

/// <summary>Starts child processes and contains them: the only place where a process is started.</summary>
/// <param name="environment">Our environment, from which each child's is made.</param>
/// <param name="time">The clock that <see cref="ProcessOutcome.Duration"/> is taken from. Grace and draining follow the system's, whatever this one says.</param>
public sealed class ProcessRunner(ProcessEnvironment environment, TimeProvider time)
{
    private static readonly IProcessContainment Containment =
        OperatingSystem.IsLinux() && System.Environment.Is64BitProcess ? new LinuxContainment() : new ReducedContainment();

    /// <summary>How processes are contained on this platform, in a few words for people.</summary>
    public static string ContainmentDescription => Containment.Description;

    /// <summary>Whether descendants of a check may survive it on this platform.</summary>
    public static bool IsContainmentReduced => Containment.IsReduced;

    /// <summary>How many children can run at once with the file descriptors that are free now, 1 or more.</summary>
    internal static int RoomForChildren => IsContainmentReduced ? int.MaxValue : OpenFilesLimit.RoomForChildren();

    /// <summary>Our environment.</summary>
    public ProcessEnvironment Environment { get; } = environment;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>What the output of checks passes through.</summary>
    public Redactor Redactor
    {
        get => field ??= Redactor.Of(Environment.Variables);
        init;
    }

    /// <summary>Open files that every process of this runner inherits, under the same numbers.</summary>
    internal ImmutableArray<SafeFileHandle> Inherited { get; init; } = [];

    /// <summary>Keeps what this runner starts; null where nobody asks.</summary>
    internal StartedProcesses? Started { get; init; }

    /// <summary>
    /// Runs a command to its end, or until <paramref name="stop"/> fires: then SIGTERM to its group, SIGKILL after
    /// <see cref="StopSignal.Grace"/>, and a sweep over what it left behind. Waits for the exit, never for the end of the pipes.
    /// Throws nothing for what a child does.
    /// </summary>
    public Task<ProcessOutcome> RunAsync(CommandDescription command, StopSignal stop)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(stop);
        ArgumentOutOfRangeException.ThrowIfNegative(command.OutputLimit);
        return Containment.RunAsync(command.CheckId is null ? command : command with { Redactor = Redactor.With(command.Environment) }, stop, this);
    }

    /// <summary>
    /// Starts a command that is spoken to while it runs; contained as in <see cref="RunAsync"/>, until <paramref name="stop"/> fires or it ends by itself.
    /// Standard output is given as it is; standard error is kept, and covered, as always.
    /// </summary>
    public InteractiveChild Start(CommandDescription command, StopSignal stop) =>
        Containment.Start(command with { Redactor = Redactor.With(command.Environment) }, stop, this);

    /// <summary>Runs a short command of our own, such as <c>git</c>, that is killed at its timeout.</summary>
    /// <param name="command">The command. Give it an <see cref="CommandDescription.OutputLimit"/> that holds the whole output.</param>
    /// <param name="timeout">After which it is killed; <see cref="ProcessOutcome.StoppedBy"/> then is <see cref="StopReason.Timeout"/>.</param>
    public async Task<ProcessOutcome> RunShortAsync(CommandDescription command, TimeSpan timeout)
    {
        using var stop = new StopSignal();
        await using var timer = TimeProvider.System.CreateTimer(
            static state => ((StopSignal)state!).Stop(StopReason.Timeout, TimeSpan.Zero), stop, timeout, Timeout.InfiniteTimeSpan);
        return await RunAsync(command, stop).ConfigureAwait(false);
    }

    /// <summary>Runs a short command as <see cref="RunShortAsync"/> does and blocks until its end. Needs no thread of the pool.</summary>
    public ProcessOutcome RunShort(CommandDescription command, TimeSpan timeout) => RunShortAsync(command, timeout).GetAwaiter().GetResult();
}
