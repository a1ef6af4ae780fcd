namespace Unfazed.Core.Baselines;

/// <summary>What became of reading a baseline.</summary>
/// <param name="Baseline">The baseline; null where there is no file, or one that cannot be used.</param>
/// <param name="Problem">What is wrong with the file and what to do; null when nothing is.</param>
/// <param name="Line">Where, from 1; 0 for the file as a whole.</param>
internal sealed record BaselineReading(Baseline? Baseline, string? Problem = null, int Line = 0)
{
    /// <summary>There is no file.</summary>
    public static BaselineReading None { get; } = new(Baseline: null);

    /// <summary>The file cannot be used.</summary>
    public static BaselineReading Wrong(string problem, int line = 0) => new(null, problem, line);
}
