using System.Collections.Immutable;

namespace Unfazed.Core.Processes;

/// <summary>How a child process ended and what it printed. There is one for every start that was tried; nothing is thrown for what a child does.</summary>
public sealed record ProcessOutcome
{
    /// <summary>How it ended.</summary>
    public required ProcessEnd End { get; init; }

    /// <summary>0 to 255 when <see cref="End"/> is <see cref="ProcessEnd.Exited"/>, else null.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it, such as <c>SIGSEGV</c>, when <see cref="End"/> is <see cref="ProcessEnd.Signaled"/>.</summary>
    public string? Signal { get; init; }

    /// <summary>Why it could not be started, for people; set when it could not.</summary>
    public string? StartError { get; init; }

    /// <summary>Why it was told to stop; <see cref="StopReason.None"/> when it ended by itself.</summary>
    public StopReason StoppedBy { get; init; }

    /// <summary>What it wrote to standard output.</summary>
    public CapturedOutput StandardOutput { get; init; } = CapturedOutput.Empty;

    /// <summary>What it wrote to standard error.</summary>
    public CapturedOutput StandardError { get; init; } = CapturedOutput.Empty;

    /// <summary>From its start to its end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Processes that had to be ended: the child itself when it was killed, and every descendant that it left behind.</summary>
    public int KilledProcesses { get; init; }

    /// <summary>Who still held the output pipes after the child had ended: <c>name (pid)</c>.</summary>
    public ImmutableArray<string> PipeHolders { get; init; } = [];

    /// <summary>Gives back the files that have whole streams: nothing reads them any more.</summary>
    internal void Release()
    {
        StandardOutput.Whole?.Dispose();
        StandardError.Whole?.Dispose();
    }
}

/// <summary>How a child process ended.</summary>
public enum ProcessEnd
{
    /// <summary>It exited with a code.</summary>
    Exited,

    /// <summary>A signal ended it.</summary>
    Signaled,

    /// <summary>There is no such program, or its interpreter is missing.</summary>
    NotFound,

    /// <summary>It is there and could not be started: not executable, a directory, no memory, no directory to run in.</summary>
    StartFailed,

    /// <summary>It could not be ended and was left behind; what it printed until then is kept.</summary>
    Abandoned,
}
