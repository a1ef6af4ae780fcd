namespace Unfazed.Core.Processes;

/// <summary>Starts child processes and contains them: the only place where a process is started.</summary>
/// <param name="environment">Our environment, from which each child's is made.</param>
/// <param name="time">The clock.</param>
public sealed class ProcessRunner(ProcessEnvironment environment, TimeProvider time)
{
    /// <summary>Our environment.</summary>
    public ProcessEnvironment Environment { get; } = environment;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>
    /// Runs a command to its end, or until <paramref name="stop"/> fires: then SIGTERM to its group, SIGKILL after
    /// <see cref="StopSignal.Grace"/>, and a sweep over what it left behind. Waits for the exit, never for the end of the pipes.
    /// Throws nothing for what a child does.
    /// </summary>
    public Task<ProcessOutcome> RunAsync(CommandDescription command, StopSignal stop) =>
        throw new NotSupportedException("The runner is being built.");
}
