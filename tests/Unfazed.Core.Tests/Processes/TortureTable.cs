using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Unfazed.Core.Processes;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Unfazed.Core.Tests.Processes;

/// <summary>Prints, when all cases are through, how each of them ended and when.</summary>
public sealed class TortureTable(IMessageSink sink) : IDisposable
{
    private readonly ConcurrentQueue<string> _rows = new();

    public void Dispose()
    {
        var table = new StringBuilder("case, end, stopped by, ms, killed:").AppendLine();
        foreach (var row in _rows)
        {
            table.AppendLine(row);
        }

        sink.OnMessage(new DiagnosticMessage(table.ToString()));
    }

    internal void Add(string behaviour, ProcessOutcome outcome)
    {
        var end = outcome.Signal ?? $"exit {outcome.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "-"}";
        _rows.Enqueue(string.Create(
            CultureInfo.InvariantCulture,
            $"{behaviour,-62}{end,-10}{outcome.StoppedBy,-10}{outcome.Duration.TotalMilliseconds,7:F0}{outcome.KilledProcesses,5}"));
    }
}
