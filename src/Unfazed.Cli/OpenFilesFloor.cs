using System.Runtime.CompilerServices;
using Unfazed.Core.Processes;

namespace Unfazed.Cli;

/// <summary>How many files must be allowed to be open for a run to answer.</summary>
internal static class OpenFilesFloor
{
    // The runtime keeps every assembly open twice; a native build has none.
    private static readonly ulong Needed = RuntimeFeature.IsDynamicCodeSupported ? 112UL : 48UL;

    /// <summary>One line for people where there are too few; else null. Below it the runtime itself fails, at places that cannot be foreseen.</summary>
    public static string? Complaint() => OpenFilesLimit.Ours is { } ours && ours < Needed
        ? $"unfazed: nothing was run: {ours} files may be open here (ulimit -n), and {Needed} are needed\n"
        : null;
}
