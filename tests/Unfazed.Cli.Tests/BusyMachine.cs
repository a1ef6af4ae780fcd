namespace Unfazed.Cli.Tests;

/// <summary>What a machine that is busy with other work, or whose disk stalls, may add to the time of a process.</summary>
/// <remarks>
/// A test of a deadline asserts that something ends that would not end by itself. The exact time of a deadline is asserted
/// where a test moves the clock.
/// </remarks>
internal static class BusyMachine
{
    public static TimeSpan MaxDelay { get; } = TimeSpan.FromSeconds(30);
}
