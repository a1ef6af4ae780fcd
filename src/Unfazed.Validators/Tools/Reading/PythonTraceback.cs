namespace Unfazed.Validators.Tools.Reading;

/// <summary>A program in Python that broke down half-way: its exit code is that of findings, and what it had not printed yet is lost.</summary>
internal static class PythonTraceback
{
    private const string Beginning = "Traceback (most recent call last):";

    /// <summary>The exception, shortened; null where standard error shows none.</summary>
    public static string? In(string errorText) =>
        errorText.Contains(Beginning, StringComparison.Ordinal) ? $"it broke down: {OutputTail.LastLine(errorText)}" : null;

    /// <summary>The exception with which the lines end, shortened; null where they end otherwise.</summary>
    /// <param name="lines">The lines of an output.</param>
    /// <param name="isKnown">Whether a line is one of a tool that did its work after another program broke down.</param>
    public static string? AtEnd(IEnumerable<string> lines, Func<string, bool> isKnown)
    {
        string? last = null;
        foreach (var line in lines)
        {
            last = line.TrimEnd() == Beginning ? line
                : last is null || isKnown(line) ? null
                : line.AsSpan().Trim().IsEmpty ? last : line;
        }

        return last is null ? null : $"it broke down: {OutputTail.Shorten(last.Trim(), 400)}";
    }
}
