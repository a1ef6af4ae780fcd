using System.Collections.Immutable;
using System.Globalization;

namespace Unfazed.Core.Reports.Html;

/// <summary>The time of a run as a length: where a moment lies on it, and where its marks stand.</summary>
internal sealed class TimeScale
{
    private const int MostMarks = 6;
    private const double Narrowest = 0.4;

    private static readonly int[] Steps = [1, 2, 5, 10];

    private readonly DateTimeOffset _start;
    private readonly double _total;

    public TimeScale(ValidationReport report)
    {
        _start = report.Run.StartedAt.Whole();
        var ends = report.Checks.Where(static check => check.StartedAt is not null).Select(check => Since(check.StartedAt!.Value) + check.Duration.Whole().TotalMilliseconds);
        _total = Math.Max(1, ends.Append(report.Run.Duration.Whole().TotalMilliseconds).Max());
        First = report.Checks.Select(static check => check.StartedAt).Min() is { } first ? Since(first) : 0;
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
            var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, _total / MostMarks))));
            var step = Steps.Select(times => times * power).First(step => _total / step <= MostMarks);
            return [.. Enumerable.Range(0, (int)(_total / step) + 1).Select(mark => mark * step)];
        }
    }

    /// <summary>Milliseconds from the start of the run. In whole ones, as the journal keeps them: a stored run gives the same page.</summary>
    public double Since(DateTimeOffset moment) => Math.Max(0, (moment.Whole() - _start).TotalMilliseconds);

    /// <summary>A moment as a share of the length, in percent.</summary>
    public string At(double milliseconds) => Percent(Math.Clamp(100 * milliseconds / _total, 0, 100));

    /// <summary>A duration as a share of the length, in percent; never too narrow to be seen.</summary>
    public string Length(double milliseconds) => Percent(Math.Clamp(100 * milliseconds / _total, Narrowest, 100));

    private static string Percent(double share) => share.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
