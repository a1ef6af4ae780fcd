using System.Text;
using Unfazed.Core.Reports;

namespace Unfazed.Core.Tests.Reports;

/// <summary>Reports as documents.</summary>
internal static class Written
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] Bytes(string format, ValidationReport report, ReportContext? context = null)
    {
        var output = new MemoryStream();
        ReportFormats.Write(format, report, context ?? new ReportContext(), output);
        return output.ToArray();
    }

    /// <summary>The document as text; fails where it is no UTF-8.</summary>
    public static string Text(string format, ValidationReport report, ReportContext? context = null) => Strict.GetString(Bytes(format, report, context));

    /// <summary>A finding that has everything.</summary>
    public static Finding Finding(string message) => new()
    {
        Tool = "flake8",
        Rule = "E501",
        Severity = Severity.Warning,
        Path = "app/main.py",
        Line = 3,
        Column = 5,
        EndLine = 3,
        EndColumn = 9,
        Message = message,
        Fingerprint = "0123456789abcdef",
    };

    /// <summary>A check that failed with these findings.</summary>
    public static CheckResult Failed(string name, params Finding[] findings) => Samples.Check(name, CheckStatus.Failed) with
    {
        Observation = Samples.Seen(ObservationEnding.Completed) with { Findings = [.. findings], Attempts = 1 },
    };

    /// <summary>A check that did not answer in time.</summary>
    public static CheckResult TimedOut(string name) => Samples.Check(name, CheckStatus.TimedOut) with
    {
        Message = "timed out after 2s",
        Duration = TimeSpan.FromSeconds(2),
        StartedAt = Samples.Run.StartedAt.AddMilliseconds(250),
        Observation = Samples.Seen(ObservationEnding.TimedOut) with { Error = ErrorCodes.Timeout, Attempts = 1, KilledProcesses = 2 },
    };
}
