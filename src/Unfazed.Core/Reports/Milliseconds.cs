namespace Unfazed.Core.Reports;

/// <summary>Times in whole milliseconds, as the journal keeps them: so a stored run is told as it was at its end, to the byte.</summary>
internal static class Milliseconds
{
    public static DateTimeOffset Whole(this DateTimeOffset moment) => new(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerMillisecond), moment.Offset);

    public static TimeSpan Whole(this TimeSpan time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond));
}
