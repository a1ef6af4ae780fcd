using Unfazed.Core;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>What holds for every tool of the catalogue.</summary>
internal static class ToolAssert
{
    public static void Passed(Observation seen)
    {
        Assert.True(seen.Ending == ObservationEnding.Completed, $"{seen.Ending}: {seen.Message}");
        Assert.Empty(seen.Findings);
        Assert.False(seen.ReportedProblems);

        // On a busy machine the answer may come too late to count.
        Assert.Matches("^[0-9]+[.][0-9]+", seen.Version ?? "0.0");
    }

    /// <summary>It came to its end, and these are its findings, each as <c>path:line rule</c>.</summary>
    public static void Found(Observation seen, params string[] findings)
    {
        Assert.True(seen.Ending == ObservationEnding.Completed, $"{seen.Ending}: {seen.Message}");
        Assert.Equal(findings.Order(StringComparer.Ordinal), seen.Findings.Select(Text).Order(StringComparer.Ordinal));
    }

    /// <summary>It could not read or parse a file, names that, and so is no pass.</summary>
    public static void Unreadable(Observation seen, string name)
    {
        Assert.True((seen.Ending, seen.Error) == (ObservationEnding.Error, ErrorCodes.UnreadableFile), $"{seen.Ending}, {seen.Error}: {seen.Message}");
        Assert.Contains(name, seen.Message, StringComparison.Ordinal);
    }

    /// <summary>The tool itself says that it could not work.</summary>
    public static void ToolError(Observation seen, string said)
    {
        Assert.True((seen.Ending, seen.Error) == (ObservationEnding.Error, ErrorCodes.ToolError), $"{seen.Ending}, {seen.Error}: {seen.Message}");
        Assert.Contains(said, seen.Message, StringComparison.Ordinal);
    }

    private static string Text(Finding finding) =>
        finding.Line is { } line ? FormattableString.Invariant($"{finding.Path}:{line} {finding.Rule}") : $"{finding.Path} {finding.Rule}";
}
