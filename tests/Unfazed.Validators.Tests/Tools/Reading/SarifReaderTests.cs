using System.Text;
using Unfazed.Core;
using Unfazed.Core.Processes;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Reading.Sarif;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class SarifReaderTests
{
    [Fact]
    public void A_result_becomes_a_finding_with_its_region_and_its_rule()
    {
        var finding = One("""
            {"ruleIndex": 0, "message": {"text": "bad"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/a%20b.cs"},
             "region": {"startLine": 3, "startColumn": 5, "endColumn": 9}}}]}
            """, rules: """[{"id": "CA1", "helpUri": "https://example.org/CA1", "defaultConfiguration": {"level": "error"}}]""");

        Assert.Equal(("CA1", Severity.Error, "here/src/a b.cs", "bad"), (finding.Rule, finding.Severity, finding.Path, finding.Message));
        Assert.Equal((3, 5, 3, 9), (finding.Line, finding.Column, finding.EndLine, finding.EndColumn));
        Assert.Equal("https://example.org/CA1", finding.Url);
    }

    [Theory]
    [InlineData("""{"ruleId": "X", "level": "note", "message": {"text": "m"}}""", Severity.Note)]
    [InlineData("""{"ruleId": "X", "level": "none", "message": {"text": "m"}}""", Severity.Note)]
    [InlineData("""{"ruleId": "X", "message": {"text": "m"}}""", Severity.Warning)]
    [InlineData("""{"ruleId": "R", "message": {"text": "m"}}""", Severity.Error)]
    [InlineData("""{"ruleId": "R/part", "message": {"text": "m"}}""", Severity.Error)]
    [InlineData("""{"rule": {"id": "R"}, "message": {"text": "m"}}""", Severity.Error)]
    [InlineData("""{"ruleId": "R", "kind": "review", "message": {"text": "m"}}""", Severity.Note)]
    public void The_level_is_the_result_s_or_its_rule_s(string result, Severity severity) =>
        Assert.Equal(severity, One(result, """[{"id": "R", "defaultConfiguration": {"level": "error"}}]""").Severity);

    [Theory]
    [InlineData("""[{"kind": "inSource"}]""", FindingState.Ignored)]
    [InlineData("""[{"kind": "external", "status": "accepted"}]""", FindingState.Ignored)]
    [InlineData("""[{"kind": "external", "status": "rejected"}]""", FindingState.New)]
    [InlineData("[]", FindingState.New)]
    public void A_suppressed_result_does_not_count(string suppressions, FindingState state) =>
        Assert.Equal(state, One($$"""{"ruleId": "X", "message": {"text": "m"}, "suppressions": {{suppressions}}}""").State);

    [Theory]
    [InlineData("""{"kind": "pass", "message": {"text": "m"}}""")]
    [InlineData("""{"kind": "notApplicable", "message": {"text": "m"}}""")]
    [InlineData("""{"baselineState": "absent", "message": {"text": "m"}}""")]
    [InlineData("null")]
    public void What_speaks_of_no_problem_is_none(string result) => Assert.Empty(Read(Document(result)).Findings);

    [Theory]
    [InlineData("""{"uri": "file:///repo/a%23b.cs"}""", "a#b.cs")]
    [InlineData("""{"uri": "FILE:///repo/x/../c.cs"}""", "c.cs")]
    [InlineData("""{"uri": "d.cs", "uriBaseId": "SRC"}""", "src/d.cs")]
    [InlineData("""{"uri": "e.cs", "uriBaseId": "UNKNOWN"}""", "here/e.cs")]
    [InlineData("""{"index": 0}""", "listed.cs")]
    [InlineData("""{"uri": "../../etc/passwd"}""", null)]
    [InlineData("""{"uri": "file:///etc/passwd"}""", null)]
    [InlineData("""{"uri": "https://example.org/a.cs"}""", null)]
    public void Uris_lead_to_paths_of_the_repository_or_nowhere(string artifact, string? path) =>
        Assert.Equal(path, One($$$"""{"ruleId": "X", "message": {"text": "m"}, "locations": [{"physicalLocation": {"artifactLocation": {{{artifact}}} }}]}""").Path);

    [Fact]
    public void Messages_may_be_templates_of_the_rule() =>
        Assert.Equal("a is not {b} 1", One(
            """{"ruleId": "R", "message": {"id": "default", "arguments": ["a", "1"]}}""",
            """[{"id": "R", "messageStrings": {"default": {"text": "{0} is not {{b}} {1}"}}}]""").Message);

    [Fact]
    public void A_report_of_a_run_that_did_not_succeed_says_so() =>
        Assert.Equal("no license", Read("""{"runs": [{"invocations": [{"executionSuccessful": false, "toolExecutionNotifications": [{"message": {"text": "no license"}}]}], "results": []}]}""").Failure);

    [Theory]
    [InlineData("""{"version": "2.1.0", "runs": [{"results": null}]}""", "null")]
    [InlineData("""{"version": "2.1.0", "runs": [{"externalPropertyFileReferences": {"results": [{"location": {"uri": "r.json"}}]}}]}""", "other files")]
    [InlineData("""{"version": "2.1.0", "runs": [{"externalPropertyFileReferences": {"results": [{"location": {"uri": "r.json"}}]}, "results": []}]}""", "other files")]
    [InlineData("""{"version": "1.0.0", "runs": [{"results": []}]}""", "SARIF 1.0.0")]
    [InlineData("""{"version": "1.0.0", "runs": [{"tool": {}}]}""", "SARIF 1.0.0")]
    [InlineData("""{"version": "2.1.0", "runs": [{"tool": {}}]}""", "has no \"results\"")]
    [InlineData("""{"version": "2.1.0", "runs": [{"results": []}, {"tool": {}}]}""", "has no \"results\"")]
    [InlineData("""{"version": "2.1.0", "runs": []}""", "no run")]
    public void A_document_that_computed_no_results_is_no_answer(string document, string flaw) => Assert.Contains(flaw, Read(document).Flaw, StringComparison.Ordinal);

    [Fact]
    public void An_error_among_the_notifications_is_a_file_that_was_not_analysed()
    {
        var reading = Read("""
            {"version": "2.1.0", "runs": [{"results": [], "invocations": [{"executionSuccessful": true, "toolExecutionNotifications": [
              {"level": "warning", "message": {"text": "slow"}},
              {"level": "error", "message": {"text": "could not parse"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "file:///repo/a.py"}}}]}]}]}]}
            """);

        Assert.Equal((null, null, "a.py: could not parse"), (reading.Flaw, reading.Failure, Assert.Single(reading.UnreadableFiles)));
    }

    [Fact]
    public void An_error_about_the_configuration_is_the_tool_s() =>
        Assert.Equal("no rule x", Read("""{"version": "2.1.0", "runs": [{"results": [], "invocations": [{"executionSuccessful": true, "toolConfigurationNotifications": [{"level": "error", "message": {"text": "no rule x"}}]}]}]}""").Failure);

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"runs": {}}""")]
    public void Anything_else_is_a_flaw(string text) => Assert.NotNull(Read(text).Flaw);

    [Fact]
    public void Byte_order_marks_and_utf_16_are_read()
    {
        var text = Document("""{"ruleId": "X", "message": {"text": "é"}}""");

        foreach (var encoding in (Encoding[])[new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            Assert.Equal("é", Assert.Single(Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]).Findings).Message);
        }
    }

    private static Finding One(string result, string rules = "[]") => Assert.Single(Read(Document(result, rules)).Findings);

    private static string Document(string result, string rules = "[]") =>
        $$$$"""
        {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "T", "rules": {{{{rules}}}} }}, "originalUriBaseIds": {"ROOT": {"uri": "file:///repo/"},
         "SRC": {"uri": "src/", "uriBaseId": "ROOT"}}, "artifacts": [{"location": {"uri": "file:///repo/listed.cs"}}], "results": [{{{{result}}}}]}]}
        """;

    private static OutputReading Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static OutputReading Read(byte[] bytes)
    {
        var outcome = new ProcessOutcome { End = ProcessEnd.Exited, ExitCode = 0, StandardOutput = new CapturedOutput(bytes, default, bytes.Length, true) };
        return new SarifReader().Read(new ToolOutput("t", outcome, new FindingPaths("/repo", "/repo/here")));
    }
}
