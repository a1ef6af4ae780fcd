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
            failure ??= run.Items("invocations").Select(Failure).FirstOrDefault(static text => text is not null);
            unread.AddRange(run.Items("invocations").SelectMany(static invocation => invocation.Items("toolExecutionNotifications").Where(IsError)).Select(context.Unread));
        }

        return new OutputReading { Extent = Extent.Whole, Findings = findings.ToImmutable(), UnreadableFiles = [.. unread.Distinct(StringComparer.Ordinal)], Failure = failure };
    }

    private static bool IsError(JsonElement notification) => notification.Text("level") == "error";

    private static string? Failure(JsonElement invocation)
    {
        var hasFailed = invocation.Get("executionSuccessful").ValueKind == JsonValueKind.False;
        var settings = invocation.Items("toolConfigurationNotifications").Where(notification => hasFailed || IsError(notification)).ToList();
        if (!hasFailed && settings.Count == 0)
        {
            return null;
        }

        var said = (hasFailed ? invocation.Items("toolExecutionNotifications") : []).Concat(settings)
            .Select(static notification => notification.Get("message").Text("text")).FirstOrDefault(static text => text is not null);
        return OutputTail.Shorten(said ?? (hasFailed ? "its report says executionSuccessful: false" : "its report says that it is not configured as it should be"), 400);
    }
}
