using System.Collections.Immutable;
using System.Globalization;

namespace Unfazed.Core.Reports.Html;

/// <summary>The time of a run as a length: where a moment lies on it, and where its marks stand.</summary>
internal sealed class TimeScale
{
    private const int MostMarks = 6;
    private const double Narrowest = 0.4;

    // Where planning took most of the run, the picture begins shortly before the checks.
    private const double LongestPlanning = 0.5;
    private const double ShownPlanning = 0.1;

    private static readonly int[] Steps = [1, 2, 5, 10];

    private readonly DateTimeOffset _start;
    private readonly double _total;
    private readonly double _from;

    public TimeScale(ValidationReport report)
    {
        _start = report.Run.StartedAt.Whole();
        var ends = report.Checks.Where(static check => check.StartedAt is not null).Select(check => Since(check.StartedAt!.Value) + check.Duration.Whole().TotalMilliseconds);
        _total = Math.Max(1, ends.Append(report.Run.Duration.Whole().TotalMilliseconds).Max());
        First = report.Checks.Select(static check => check.StartedAt).Min() is { } first ? Since(first) : 0;
        _from = First > _total * LongestPlanning ? First - ((_total - First) * ShownPlanning) : 0;
    }

    /// <summary>When the first check was started, in milliseconds of the run.</summary>
    public double First { get; }

    /// <summary>The length of all, in milliseconds.</summary>
    public double Total => _total;

    /// <summary>The marks, in milliseconds: steps of 1, 2 or 5 times a power of ten.</summary>
    public ImmutableArray<double> Marks
    {
        get
        {
            var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, Span / MostMarks))));
            var step = Steps.Select(times => times * power).First(step => Span / step <= MostMarks);
            var first = (long)Math.Ceiling(_from / step);
            return [.. Enumerable.Range(0, (int)(Math.Floor(_total / step) - first) + 1).Select(mark => (first + mark) * step)];
        }
    }

    /// <summary>Milliseconds from the start of the run. In whole ones, as the journal keeps them: a stored run gives the same page.</summary>
    public double Since(DateTimeOffset moment) => Math.Max(0, (moment.Whole() - _start).TotalMilliseconds);

    /// <summary>A moment as a share of the length, in percent.</summary>
    public string At(double milliseconds) => Percent(Math.Clamp(Share(milliseconds), 0, 100));

    /// <summary>Whether what stands at a moment would hang over the beginning.</summary>
    public bool IsAtStart(double milliseconds) => Share(milliseconds) < 4;

    /// <summary>Whether what stands at a moment would hang over the end.</summary>
    public bool IsAtEnd(double milliseconds) => Share(milliseconds) > 94;

    /// <summary>A duration as a share of the length, in percent; never too narrow to be seen.</summary>
    public string Length(double milliseconds) => Percent(Math.Clamp(100 * milliseconds / Span, Narrowest, 100));

    private double Span => Math.Max(1, _total - _from);

    private double Share(double milliseconds) => 100 * (milliseconds - _from) / Span;

    private static string Percent(double share) => share.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
