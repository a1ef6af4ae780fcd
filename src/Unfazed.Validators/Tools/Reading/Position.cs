using System.Globalization;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>Lines and columns of an output, which count from 1.</summary>
internal static class Position
{
    /// <summary>A number from 1; null for anything else.</summary>
    public static int? Of(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;

    /// <summary>A number that counts from 0, made one that counts from 1; null for anything else.</summary>
    public static int? FromZero(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < int.MaxValue ? value + 1 : null;
}
