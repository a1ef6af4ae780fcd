namespace Unfazed.Core;

/// <summary>The exit codes of a process that hosts a run.</summary>
public static class ExitCodes
{
    /// <summary>Every tier-1 dimension that applies was verified and passed.</summary>
    public const int Passed = 0;

    /// <summary>A tier-1 dimension found problems.</summary>
    public const int Blocked = 1;

    /// <summary>Usage or configuration error; nothing was run.</summary>
    public const int Usage = 2;

    /// <summary>A defect of Unfazed.</summary>
    public const int Internal = 3;

    /// <summary>Nothing blocks, but a tier-1 dimension could not be verified, or nothing at all was checked.</summary>
    public const int Inconclusive = 4;

    /// <summary>The exit code of a process that a signal ended: 128 and the signal's number.</summary>
    public static int ForSignal(int signal) => 128 + signal;
}
