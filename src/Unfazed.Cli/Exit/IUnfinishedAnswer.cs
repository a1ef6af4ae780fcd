using Unfazed.Core;

namespace Unfazed.Cli.Exit;

/// <summary>The best answer that a command can give at any moment, for an end of the process that does not wait for the command.</summary>
internal interface IUnfinishedAnswer
{
    /// <summary>Makes the answer of this moment. Must take no lock that a thread which hangs may hold, and touch no disk.</summary>
    /// <param name="state">Why the command does not come to its own end.</param>
    /// <param name="exitCode">Its exit code where that is no question of the verdict.</param>
    UnfinishedAnswer At(RunState state, int? exitCode);
}

/// <summary>An answer that was made before the end of its command.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Write">
/// Writes what the command has not written itself; the argument is standard output, bounded in time. False when a reader did not take it to its end.
/// </param>
internal sealed record UnfinishedAnswer(int ExitCode, Func<Stream, bool> Write);
