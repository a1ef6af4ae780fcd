using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading.Sarif;

/// <summary>SARIF 2.1.0 (OASIS Standard, 27 March 2020) on standard output. Lines and columns count from 1, the end column is exclusive.</summary>
internal sealed class SarifReader : IOutputReader
{
    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        using var document = JsonOutput.Parse(output.Outcome.StandardOutput, out var flaw);
        var reading = document is null ? new OutputReading { Extent = Extent.Unread, Flaw = flaw } : Read(document.RootElement, output.Tool, output.Paths);
        return reading with { ToolError = OutputTail.LastLine(output.ErrorExcerpt) };
    }

    /// <summary>Reads one document, for tools that write a file.</summary>
    public static OutputReading Read(JsonElement root, string tool, FindingPaths paths)
    {
        if (SarifFlaw.Of(root) is { } flaw)
        {
            return new OutputReading { Extent = Extent.Unread, Flaw = flaw };
        }

        var findings = ImmutableArray.CreateBuilder<Finding>();
        var unread = ImmutableArray.CreateBuilder<string>();
        string? failure = null;
        foreach (var run in root.Items("runs"))
        {
            var context = new SarifRun(run, tool, paths);
            findings.AddRange(run.Items("results").Select(context.Finding).OfType<Finding>());
            failure ??= run.Items("invocations").Select(invocation => Failure(invocation, run.Items("results").Any())).FirstOrDefault(static text => text is not null);
            unread.AddRange(run.Items("invocations").SelectMany(static invocation => invocation.Items("toolExecutionNotifications").Where(IsError)).Select(context.Unread));
        }

        return new OutputReading { Extent = Extent.Whole, Findings = findings.ToImmutable(), UnreadableFiles = [.. unread.Distinct(StringComparer.Ordinal)], Failure = failure };
    }

    private static bool IsError(JsonElement notification) => notification.Text("level") == "error";

    private static string? Failure(JsonElement invocation, bool hasResults)
    {
        var success = invocation.Get("executionSuccessful").ValueKind;
        var end = success is JsonValueKind.True or JsonValueKind.False ? null : BadEnd(invocation, hasResults);
        var hasFailed = success == JsonValueKind.False || end is not null;
        var settings = invocation.Items("toolConfigurationNotifications").Where(notification => hasFailed || IsError(notification)).ToList();
        if (!hasFailed && settings.Count == 0)
        {
            return null;
        }

        var said = (hasFailed ? invocation.Items("toolExecutionNotifications") : []).Concat(settings)
            .Select(static notification => notification.Get("message").Text("text")).FirstOrDefault(static text => text is not null);
        return OutputTail.Shorten(said ?? (end is not null ? $"its report says {end}" : hasFailed ? "its report says executionSuccessful: false" : "its report says that it is not configured as it should be"), 400);
    }

    // Without executionSuccessful (§3.20.14 requires it): results explain an exit code, and nothing explains a signal.
    private static string? BadEnd(JsonElement invocation, bool hasResults)
    {
        if (invocation.Text("processStartFailureMessage") is { } start)
        {
            return $"processStartFailureMessage: {start}";
        }

        var signal = invocation.Text("exitSignalName") ?? Number(invocation, "exitSignalNumber");
        return signal is not null ? $"that {signal} ended it" : !hasResults && Number(invocation, "exitCode") is { } code ? $"exitCode: {code}" : null;
    }

    private static string? Number(JsonElement invocation, string name) =>
        invocation.Get(name) is { ValueKind: JsonValueKind.Number } number && number.GetRawText() is not "0" and var text ? text : null;
}
