using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading.TestReports;

/// <summary>Jest's <c>--json</c>: under <c>testResults</c> an object for each file of tests, with its tests; a file that could not be run has a message and none.</summary>
internal sealed class JestReader : IReportReader
{
    /// <inheritdoc/>
    public OutputReading Read(Stream report, ToolOutput output)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var tally = new TestTally(0, 0);
        string? flaw = null;
        try
        {
            var files = new JsonArrayStream(report, "testResults");
            while (files.Next() is { } document)
            {
                using (document)
                {
                    tally = Take(document.RootElement, tally, output, findings);
                }
            }
        }
        catch (JsonException problem)
        {
            flaw = $"no JSON report: {JsonFlaw.At(problem)}";
        }

        return new OutputReading
        {
            Extent = flaw is null ? Extent.Whole : Extent.Unread,
            Findings = findings.ToImmutable(),
            Flaw = flaw,
            Tests = tally,
            Nothing = flaw is null ? tally.Nothing : null,
            Summary = tally.ToString(),
            ToolError = OutputTail.LastLine(output.ErrorExcerpt),
        };
    }

    private static TestTally Take(JsonElement file, TestTally tally, ToolOutput output, ImmutableArray<Finding>.Builder findings)
    {
        var path = file.Text("name") ?? "";
        var tests = file.Items("assertionResults").ToList();
        foreach (var test in tests.Where(static test => test.Text("status") == "failed"))
        {
            var text = string.Join('\n', test.Items("failureMessages").Select(static message => message.Text()).OfType<string>());
            findings.Add(new TestFailure(test.Text("fullName") ?? test.Text("title") ?? "a test", IsError: false, "", text) { File = path }.ToFinding(output));
        }

        if (file.Text("status") == "failed" && tests.Count == 0)
        {
            findings.Add(new TestFailure(output.Paths.Resolve(path) ?? path, IsError: true, "", file.Text("message") ?? "it could not be run") { File = path }.ToFinding(output));
        }

        return new TestTally(tally.Tests + tests.Count, tally.Skipped + tests.Count(static test => test.Text("status") is "pending" or "skipped" or "todo" or "disabled"));
    }
}
