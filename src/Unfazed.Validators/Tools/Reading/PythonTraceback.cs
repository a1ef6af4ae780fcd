namespace Unfazed.Validators.Tools.Reading;

/// <summary>A program in Python that broke down half-way: its exit code is that of findings, and what it had not printed yet is lost.</summary>
internal static class PythonTraceback
{
    private const string Beginning = "Traceback (most recent call last):";

    /// <summary>The exception, shortened; null where standard error shows none.</summary>
    public static string? In(string errorText) =>
        errorText.Contains(Beginning, StringComparison.Ordinal) ? $"it broke down: {OutputTail.LastLine(errorText)}" : null;
}
