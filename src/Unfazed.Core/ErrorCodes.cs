namespace Unfazed.Core;

/// <summary>The values of <c>details.error</c>: why a check gave no answer.</summary>
public static class ErrorCodes
{
    /// <summary>Ended at its own timeout.</summary>
    public const string Timeout = "timeout";

    /// <summary>Not finished, or not started, at the run's deadline.</summary>
    public const string Deadline = "deadline";

    /// <summary>Its circuit breaker is open.</summary>
    public const string CircuitOpen = "circuit_open";

    /// <summary>The program is not installed.</summary>
    public const string ToolMissing = "tool_missing";

    /// <summary>The service cannot be reached.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>It needs the network, and the run is offline.</summary>
    public const string Offline = "offline";

    /// <summary>The program is there and could not be started.</summary>
    public const string StartFailed = "start_failed";

    /// <summary>A signal ended it; <c>details.signal</c> names it.</summary>
    public const string Signal = "signal";

    /// <summary>An exit code that its description does not list.</summary>
    public const string UnexpectedExit = "unexpected_exit";

    /// <summary>The tool itself says that it could not do its work.</summary>
    public const string ToolError = "tool_error";

    /// <summary>Its output is not of the form that was due.</summary>
    public const string UnreadableOutput = "unreadable_output";

    /// <summary>It could not read or parse a file.</summary>
    public const string UnreadableFile = "unreadable_file";

    /// <summary>A report that it was given is older than what it speaks of.</summary>
    public const string StaleInput = "stale_input";

    /// <summary>The index holds other content than the working tree.</summary>
    public const string StagedContentDiffers = "staged_content_differs";

    /// <summary>Files that git tracks, and that it may not write, changed while it ran; <c>details.changed_files</c> names them.</summary>
    public const string ChangedFiles = "changed_files";

    /// <summary>A validator in this process threw; <c>details.exception</c> names the type.</summary>
    public const string Exception = "exception";
}
