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
        var reading = document is null ? new OutputReading { Flaw = flaw } : Read(document.RootElement, output.Tool, output.Paths);
        return reading with { ToolError = OutputTail.LastLine(output.ErrorText) };
    }

    /// <summary>Reads one document, for tools that write a file.</summary>
    public static OutputReading Read(JsonElement root, string tool, FindingPaths paths)
    {
        if (root.Get("runs").ValueKind != JsonValueKind.Array)
        {
            return new OutputReading { Flaw = "the JSON document is no SARIF: it has no \"runs\"" };
        }

        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? failure = null;
        foreach (var run in root.Items("runs"))
        {
            var context = new SarifRun(run, tool, paths);
            findings.AddRange(run.Items("results").Select(context.Finding).OfType<Finding>());
            failure ??= run.Items("invocations").Select(Failure).FirstOrDefault(static text => text is not null);
        }

        return new OutputReading { Findings = findings.ToImmutable(), Failure = failure };
    }

    private static string? Failure(JsonElement invocation)
    {
        if (invocation.Get("executionSuccessful").ValueKind != JsonValueKind.False)
        {
            return null;
        }

        var said = invocation.Items("toolExecutionNotifications").Concat(invocation.Items("toolConfigurationNotifications"))
            .Select(static notification => notification.Get("message").Text("text")).FirstOrDefault(static text => text is not null);
        return OutputTail.Shorten(said ?? "its report says executionSuccessful: false", 400);
    }
}
