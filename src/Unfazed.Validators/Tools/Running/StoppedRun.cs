using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Running;

/// <summary>What a tool said until it was stopped: often the reason why it took so long.</summary>
internal static class StoppedRun
{
    private const int LongestError = 400;

    /// <summary>Returns what the tool needs, why it cannot work, or the last line of standard error that names an error; null for nothing.</summary>
    public static string? LastError(OutputReading reading, ToolOutput output) =>
        (Missing(reading) ?? reading.Failure ?? LastErrorLine(output)) is { } said ? OutputTail.Shorten(said, LongestError) : null;

    private static string? Missing(OutputReading reading) => reading is { Missing: { } missing, Remedy: { } remedy } ? $"{missing}; {remedy}" : reading.Missing;

    private static string? LastErrorLine(ToolOutput output) => output.ErrorExcerpt.Split('\n').Select(static line => line.TrimEnd())
        .LastOrDefault(static line => UnaccountedLines.IsAlarm(line) && !UnaccountedLines.IsAside(line, int.MaxValue));
}
