using System.Text;
using Unfazed.Core;
using Unfazed.Core.Processes;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class EslintReaderTests
{
    [Fact]
    public void Values_of_other_kinds_are_left_out()
    {
        var finding = Read("""[{"filePath":"/r/a.js","messages":[{"ruleId":7,"severity":"x","message":null,"line":-1,"column":2.5,"endLine":9}]}]""").Findings.Single();

        Assert.Equal(("a.js", "", "", Severity.Error), (finding.Path, finding.Rule, finding.Message, finding.Severity));
        Assert.Equal((null, null, null), (finding.Line, finding.Column, finding.EndLine));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("[{\"filePath\":")]
    [InlineData("Oops")]
    public void What_is_no_report_is_a_flaw(string text) => Assert.NotNull(Read(text).Flaw);

    [Fact]
    public void What_stands_before_a_break_is_kept()
    {
        var reading = Read("""[{"filePath":"/r/a.js","messages":[{"ruleId":"eqeqeq","message":"m","line":1,"column":1,"severity":1}]},{"filePath":""");

        Assert.NotNull(reading.Flaw);
        Assert.Equal("https://eslint.org/docs/latest/rules/eqeqeq", Assert.Single(reading.Findings).Url);
    }

    [Fact]
    public void A_large_report_is_read_in_pieces()
    {
        var source = new string('x', 300_000);
        var file = $$"""{"filePath":"/r/a.js","messages":[{"ruleId":"a/b","message":"m","line":1,"column":1,"severity":2}],"source":"{{source}}"}""";

        var reading = Read($"[{string.Join(',', Enumerable.Repeat(file, 40))}]");

        Assert.Null(reading.Flaw);
        Assert.Equal(40, reading.Findings.Length);
    }

    [Fact]
    public void The_reason_is_the_first_line_after_the_version()
    {
        const string Printed = "\nOops! Something went wrong! :(\n\nESLint: 9.39.5\n\nTypeError: Key \"rules\": bad.\n    at a (b.js:1:1)\n    at async c\n";

        Assert.Equal("TypeError: Key \"rules\": bad.", EslintComplaint.In(Printed));
        Assert.Equal("node: not found", EslintComplaint.In("node: not found\n"));
        Assert.Null(EslintComplaint.In(""));
    }

    internal static OutputReading Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var output = new ToolOutput("eslint", new ProcessOutcome { End = ProcessEnd.Exited, ExitCode = 1, StandardOutput = ToolScene.Captured(text) }, new FindingPaths("/r", "/r"));
        var pieces = EslintReader.Read(stream, output);
        Assert.Equal(new EslintReader().Read(output).Findings.AsEnumerable(), pieces.Findings);
        return pieces;
    }
}
