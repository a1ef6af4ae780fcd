namespace Unfazed.Validators.Tools.Reading;

/// <summary>What ESLint says when it can't work: a greeting, its version, then the reason, then often a stack.</summary>
internal static class EslintComplaint
{
    /// <summary>The reason; null when it printed nothing.</summary>
    public static string? In(string errorText)
    {
        var isNext = false;
        foreach (var line in errorText.AsSpan().EnumerateLines())
        {
            if (isNext && !line.Trim().IsEmpty)
            {
                return OutputTail.Shorten(line.Trim().ToString(), 400);
            }

            isNext |= line.StartsWith("ESLint: ", StringComparison.Ordinal);
        }

        return OutputTail.LastLine(errorText);
    }
}
