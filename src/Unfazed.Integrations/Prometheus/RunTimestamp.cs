using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Unfazed.Integrations.Prometheus;

/// <summary>The time of a group's run, as the text format of Prometheus holds it.</summary>
/// <param name="Group">The group, as <see cref="GroupingKey"/> writes it.</param>
/// <param name="At">When its run began.</param>
internal sealed record RunTimestamp(string Group, DateTimeOffset At)
{
    /// <summary>The name of the metric.</summary>
    public const string Metric = "unfazed_run_timestamp_seconds";

    private const double MaxSeconds = 253_402_300_799;

    /// <summary>What a value may lose on its way through a floating-point number.</summary>
    public static readonly TimeSpan Precision = TimeSpan.FromMilliseconds(2);

    /// <summary>Reads a line; null where it is another one.</summary>
    public static RunTimestamp? TryParse(string line)
    {
        if (!line.StartsWith(Metric + "{", StringComparison.Ordinal) || Labels(line, Metric.Length + 1, out var end) is not { } labels)
        {
            return null;
        }

        var value = line[end..].Trim().Split(' ')[0];
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= MaxSeconds
            ? new RunTimestamp(GroupingKey.Of(labels.GetValueOrDefault("project", ""), labels.GetValueOrDefault("branch", "")), DateTimeOffset.UnixEpoch.AddSeconds(seconds))
            : null;
    }

    // NAME="VALUE",NAME="VALUE"} with \\, \" and \n in values.
    private static ImmutableDictionary<string, string>? Labels(string line, int start, out int end)
    {
        var labels = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        end = start;
        while (end < line.Length && line[end] != '}')
        {
            var equals = line.IndexOf("=\"", end, StringComparison.Ordinal);
            if (equals < 0)
            {
                return null;
            }

            var name = line[end..equals].TrimStart(',', ' ');
            var at = equals + 2;
            labels[name] = Value(line, ref at);
            end = at;
        }

        end++;
        return end <= line.Length ? labels.ToImmutable() : null;
    }

    private static string Value(string line, ref int at)
    {
        var value = new StringBuilder();
        while (at < line.Length && line[at] != '"')
        {
            var isEscape = line[at] == '\\' && at + 1 < line.Length;
            value.Append(!isEscape ? line[at] : line[at + 1] == 'n' ? '\n' : line[at + 1]);
            at += isEscape ? 2 : 1;
        }

        at++;
        return value.ToString();
    }
}
