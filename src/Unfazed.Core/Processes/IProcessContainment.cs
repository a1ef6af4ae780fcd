namespace Unfazed.Core.Processes;

/// <summary>How this platform starts, contains and ends processes.</summary>
internal interface IProcessContainment
{
    /// <summary>What it does in a few words, for people.</summary>
    string Description { get; }

    /// <summary>Whether descendants may survive the end of a check.</summary>
    bool IsReduced { get; }

    /// <summary>Runs a command as <see cref="ProcessRunner.RunAsync"/> says.</summary>
    Task<ProcessOutcome> RunAsync(CommandDescription command, StopSignal stop, ProcessRunner runner);

    /// <summary>Starts a command as <see cref="ProcessRunner.Start"/> says.</summary>
    InteractiveChild Start(CommandDescription command, StopSignal stop, ProcessRunner runner);
}
