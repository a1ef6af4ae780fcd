using System.Globalization;

namespace Unfazed.Core;

/// <summary>How long something took, for people: <c>12ms</c>, <c>1.2s</c>, <c>2m05s</c>.</summary>
internal static class Elapsed
{
    public static string Of(TimeSpan time)
    {
        var milliseconds = (long)time.TotalMilliseconds;
        return milliseconds switch
        {
            < 1000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds}ms"),
            < 59_950 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.0}s"),
            _ => InMinutes((milliseconds + 500) / 1000),
        };
    }

    private static string InMinutes(long seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m{seconds % 60:00}s");
}
