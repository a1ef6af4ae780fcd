using System.Globalization;

namespace Unfazed.Validators.Coverage;

/// <summary>How many of some were run.</summary>
/// <param name="Covered">Those that were.</param>
/// <param name="Valid">All that could be.</param>
internal sealed record CoverageCount(long Covered, long Valid)
{
    /// <summary>Nothing to run.</summary>
    public static CoverageCount None { get; } = new(0, 0);

    /// <summary>In per cent, cut and not rounded, so that nothing reads as reached that is not; null when there is nothing to run.</summary>
    public double? Percent => Valid == 0 ? null : Math.Floor((double)(Covered * 10_000m / Valid)) / 100;

    /// <summary>Both together.</summary>
    public static CoverageCount operator +(CoverageCount left, CoverageCount right) => new(left.Covered + right.Covered, left.Valid + right.Valid);

    /// <summary>Such as <c>85.71 % (6 of 7)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Percent:0.##} % ({Covered} of {Valid})");
}
