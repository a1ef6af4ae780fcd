using Unfazed.Core;
using Unfazed.Core.Processes;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class Flake8ReaderTests
{
    [Fact]
    public void A_line_becomes_a_finding_with_its_place()
    {
        var finding = Assert.Single(Read("./pkg/a.py:3:7: E501 line too long (80 > 79 characters)\n").Findings);

        Assert.Equal(("pkg/a.py", 3, 7, "E501"), (finding.Path, finding.Line, finding.Column, finding.Rule));
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Equal("line too long (80 > 79 characters)", finding.Message);
    }

    [Fact]
    public void What_does_not_parse_is_an_error_and_what_cannot_be_read_is_never_a_pass()
    {
        var reading = Read("./a.py:1:8: E999 SyntaxError: invalid syntax\n./b.py:0:1: E902 FileNotFoundError: gone\n");

        Assert.All(reading.Findings, static finding => Assert.Equal(Severity.Error, finding.Severity));
        Assert.Equal(["a.py: SyntaxError: invalid syntax", "b.py: FileNotFoundError: gone"], reading.UnreadableFiles.ToArray());
        Assert.Null(reading.Findings[1].Line);
    }

    [Fact]
    public void Statistics_and_counts_beside_records_are_no_flaw() =>
        Assert.Null(Read("./a.py:3:7: E501 too long\n1     E501 too long\n1\n").Flaw);

    [Fact]
    public void Anything_else_without_a_record_is_a_flaw() => Assert.Contains("Traceback", Read("Traceback (most recent call last):\n").Flaw, StringComparison.Ordinal);

    [Fact]
    public void A_breakdown_after_the_first_finding_is_a_failure_of_the_tool()
    {
        var reading = Read("./a.py:1:1: F401 unused\n", "Traceback (most recent call last):\n  File x\nUnicodeEncodeError: surrogates not allowed\n");

        Assert.Single(reading.Findings);
        Assert.Equal("it broke down: UnicodeEncodeError: surrogates not allowed", reading.Failure);
    }

    private static OutputReading Read(string text, string errors = "")
    {
        var outcome = new ProcessOutcome { End = ProcessEnd.Exited, ExitCode = 1, StandardOutput = ToolScene.Captured(text), StandardError = ToolScene.Captured(errors) };
        return new Flake8Reader().Read(new ToolOutput("flake8", outcome, new FindingPaths("/repo", "/repo")));
    }
}
