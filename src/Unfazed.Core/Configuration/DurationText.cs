using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Unfazed.Core.Configuration;

/// <summary>Durations as configuration and options write them: a whole number and its unit, <c>250ms</c>, <c>30s</c>, <c>5m</c> or <c>1h</c>.</summary>
public static class DurationText
{
    /// <summary>The longest duration that is accepted: 24 hours.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>What would be right, for messages.</summary>
    internal const string Expected = "a duration such as 250ms, 30s, 5m or 1h";

    /// <summary>One of them, for messages.</summary>
    internal const string Example = "30s";

    /// <summary>The same rule as a regular expression, for the JSON schema; it does not know the upper bound.</summary>
    internal const string Pattern = "^0*[1-9][0-9]{0,8}(ms|s|m|h)$";

    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
    ];

    /// <summary>Reads a duration of more than zero and at most 24 hours.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">The duration, or zero.</param>
    /// <param name="error">What is wrong and what would be right; null when nothing is.</param>
    public static bool TryParse(string text, out TimeSpan duration, [NotNullWhen(false)] out string? error)
    {
        duration = default;
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var unit = digits < 0 ? "" : text[digits..];
        var length = Array.Find(Units, entry => string.Equals(entry.Unit, unit, StringComparison.Ordinal)).Length;
        if (digits < 0 && text.Length > 0)
        {
            error = $"{Quoted.Of(text)} has no unit: write {Quoted.Short(text)}s for seconds";
            return false;
        }

        if (digits <= 0 || length == default)
        {
            error = $"{Quoted.Of(text)} is not {Expected}";
            return false;
        }

        return TryScale(text, text.AsSpan(0, digits), length, out duration, out error);
    }

    /// <summary>The shortest text of a duration that reads back as the same, to the millisecond: <c>90s</c>, <c>5m</c>, <c>0s</c> for zero.</summary>
    public static string Of(TimeSpan duration)
    {
        var milliseconds = (long)duration.TotalMilliseconds;
        if (milliseconds == 0)
        {
            return "0s";
        }

        for (var index = Units.Length - 1; ; index--)
        {
            var length = (long)Units[index].Length.TotalMilliseconds;
            if (milliseconds % length == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / length}{Units[index].Unit}");
            }
        }
    }

    private static bool TryScale(
        string text, ReadOnlySpan<char> digits, TimeSpan unit, out TimeSpan duration, [NotNullWhen(false)] out string? error)
    {
        duration = default;
        var number = digits.TrimStart('0');
        if (number.Length == 0)
        {
            error = $"{Quoted.Of(text)} is no time at all: it must be more than zero";
            return false;
        }

        var longest = Longest.Ticks / unit.Ticks;
        if (number.Length > 9 || long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture) > longest)
        {
            error = $"{Quoted.Of(text)} is too long: at most {Of(Longest)}";
            return false;
        }

        duration = unit * long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture);
        error = null;
        return true;
    }
}
