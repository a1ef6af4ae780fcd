using System.Globalization;

namespace Unfazed.Core.Journal;

/// <summary>
/// The ids of runs: <c>20261122T140501123Z-001a2b</c>, the start in milliseconds, a counter of two digits and four random ones, all but the
/// time hexadecimal. Sorted by name they are sorted by start, also those of runs that began within a millisecond.
/// </summary>
internal static class RunId
{
    private const string Form = "yyyyMMdd'T'HHmmssfff'Z'";
    private const string FormOfOld = "yyyyMMdd'T'HHmmss'Z'";
    private const int MaxCounter = 0xFF;

    // A clock is set by as much now and then. What is further ahead was dated by a clock that was wrong.
    private static readonly TimeSpan MaxAhead = TimeSpan.FromHours(1);

    /// <summary>The id of a run that begins now: greater than each of those there are, unless the clock was wrong when those were made.</summary>
    /// <param name="start">When the run began.</param>
    /// <param name="others">The ids of the runs of this repository that are still kept.</param>
    public static string New(DateTimeOffset start, IEnumerable<string> others)
    {
        var own = new Stamp(Truncate(start.UtcDateTime), 0);
        foreach (var other in others)
        {
            if (Parse(other) is { } stamp && !IsMisdated(stamp, start) && stamp.CompareTo(own) >= 0)
            {
                own = stamp.Counter < MaxCounter ? stamp with { Counter = stamp.Counter + 1 } : new Stamp(stamp.Time.AddMilliseconds(1), 0);
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{own.Time.ToString(Form, CultureInfo.InvariantCulture)}-{own.Counter:x2}{Guid.NewGuid().ToString("N")[..4]}");
    }

    /// <summary>The ids in the order of their starts, the newest first. What a wrong clock dated ahead of the present comes last.</summary>
    public static IEnumerable<string> NewestFirst(IEnumerable<string> ids, DateTimeOffset now) => ids
        .OrderBy(id => Parse(id) is { } stamp && IsMisdated(stamp, now))
        .ThenByDescending(static id => id, StringComparer.Ordinal);

    /// <summary>When the run of this id began; null for what is no id of a run.</summary>
    public static DateTime? TimeOf(string id) => Parse(id)?.Time;

    /// <summary>Whether an id names a start that is more than an hour ahead of the present.</summary>
    public static bool IsMisdated(string id, DateTimeOffset now) => Parse(id) is { } stamp && IsMisdated(stamp, now);

    private static bool IsMisdated(Stamp stamp, DateTimeOffset now) => stamp.Time > now.UtcDateTime + MaxAhead;

    private static Stamp? Parse(string id)
    {
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || dash == id.Length - 1)
        {
            return null;
        }

        var time = id.AsSpan(0, dash);
        if (DateTime.TryParseExact(time, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var start))
        {
            return new Stamp(start, int.TryParse(id.AsSpan(dash + 1, Math.Min(2, id.Length - dash - 1)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var counter) ? counter : 0);
        }

        // Ids of earlier versions have no milliseconds, and by name they come after all others of their second.
        return DateTime.TryParseExact(time, FormOfOld, CultureInfo.InvariantCulture, DateTimeStyles.None, out var second)
            ? new Stamp(second.AddMilliseconds(999), MaxCounter)
            : null;
    }

    private static DateTime Truncate(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Unspecified);

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Stamp(DateTime Time, int Counter) : IComparable<Stamp>
    {
        public int CompareTo(Stamp other) => (Time, Counter).CompareTo((other.Time, other.Counter));
    }
}
