using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>Reads a format of one finding a line, from standard output and then from standard error; lines that are nothing of it are passed over.</summary>
internal sealed class LineReader(LineFormat format) : ILineReader
{
    private const int LongestLine = 16 * 1024;

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var collected = new Collected(format, output);
        collected.Add(output.Lines, holdsRecords: true);
        collected.Add(output.ErrorLines, holdsRecords: !format.OnlyOutput);
        var missing = format.Missing(output);
        var isStrange = format.Accompanying is not null && collected.Unaccounted is not null && collected is { Findings.Count: 0, Unread.Count: 0 };
        return new OutputReading
        {
            Extent = Extent.Without(collected.Unaccounted),
            Findings = collected.Findings.ToImmutable(),
            UnreadableFiles = [.. collected.Unread.Concat(collected.Findings.Where(format.StopsReading).Select(static finding => $"{finding.Path ?? "a file"}: {finding.Message}")).Distinct(StringComparer.Ordinal)],
            Files = format.Files(output),
            Flaw = !output.Outcome.StandardError.IsWhole ? "standard error could not be read to the end"
                : isStrange ? $"it printed \"{OutputTail.Shorten(collected.Unaccounted!, 120)}\", which is no line of its format"
                : null,
            Failure = collected.Failure ?? PythonTraceback.In(output.ErrorExcerpt),
            Missing = missing?.What,
            Remedy = missing?.Remedy,
            ToolError = OutputTail.Reason(output.ErrorExcerpt) ?? OutputTail.LastLine(output.Excerpt),
        };
    }

    /// <inheritdoc/>
    public bool IsKnown(string line) => format.Accompanying?.Invoke().IsMatch(line) == true || format.Known?.Invoke().IsMatch(line) == true;

    private sealed class Collected(LineFormat format, ToolOutput output)
    {
        private readonly Regex _record = format.Record();
        private readonly Regex? _unread = format.Unread?.Invoke();
        private readonly Regex? _failure = format.Failure?.Invoke();
        private readonly Regex? _accompanying = format.Accompanying?.Invoke();

        public ImmutableArray<Finding>.Builder Findings { get; } = ImmutableArray.CreateBuilder<Finding>();

        public List<string> Unread { get; } = [];

        public string? Failure { get; private set; }

        /// <summary>The first line that is no finding and says something.</summary>
        public string? Unaccounted { get; private set; }

        public void Add(IEnumerable<string> lines, bool holdsRecords)
        {
            var stray = new StrayLines();
            foreach (var line in lines)
            {
                Add(line.Length <= LongestLine ? line : line[..LongestLine], holdsRecords, stray);
            }
        }

        private void Add(string line, bool holdsRecords, StrayLines stray)
        {
            if (_unread?.Match(line) is { Success: true } unread)
            {
                var raw = unread.Groups["path"].Value;
                Unread.Add($"{(raw.Length == 0 ? "a file" : output.Paths.Resolve(raw) ?? raw)}: {(unread.Groups["message"].Value.Trim(' ', ':') is { Length: > 0 } why ? why : "it does not say why")}");
            }
            else if (_failure?.Match(line) is { Success: true } failure)
            {
                Failure ??= OutputTail.Shorten(failure.Groups["message"].Value.Trim(), 400);
            }
            else if (holdsRecords && _record.Match(line) is { Success: true } record && stray.JoinedTo(record.Groups["path"].Value, output.Paths, format.NamesFilesOnly) is var raw && IsRecord(raw))
            {
                Findings.Add(Finding(record, raw));
            }
            else
            {
                stray.Add(line);
                Unaccounted ??= IsAside(line) ? null : line;
            }
        }

        private bool IsRecord(string raw) => !format.NamesFilesOnly || output.Paths.Exists(output.Paths.Resolve(raw));

        private bool IsAside(string line) => _accompanying is null ? !UnaccountedLines.IsAlarm(line) : line.AsSpan().Trim().IsEmpty || _accompanying.IsMatch(line);

        private Finding Finding(Match record, string raw)
        {
            var rule = record.Groups["rule"] is { Success: true, Value.Length: > 0 } named ? named.Value : format.Rule;
            var said = record.Groups["message"] is { Success: true, Value.Length: > 0 } text ? text.Value.Trim() : format.Message;
            var (path, message) = output.Paths.Place(raw, said);
            var line = Position.Of(record.Groups["line"].Value);
            return new Finding
            {
                Tool = output.Tool,
                Rule = rule,
                Severity = format.SeverityOf(record.Groups["severity"].Value, rule),
                Message = message,
                Path = path,
                Line = line,
                Column = line is null ? null : Column(record.Groups["column"].Value),
                EndLine = line is null ? null : Position.Of(record.Groups["endLine"].Value),
                EndColumn = line is null ? null : Column(record.Groups["endColumn"].Value),
                Url = format.Documentation(rule),
            };
        }

        private int? Column(string digits) => format.FirstColumn == 1 ? Position.Of(digits) : Position.FromZero(digits);
    }
}
