using Unfazed.Core.Processes;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class TscReaderTests
{
    [Fact]
    public void Indented_lines_belong_to_the_message_before_them()
    {
        var finding = Read("a.ts(1,2): error TS2322: Not assignable.\n  Type 'A'.\n    Deeper.\n").Findings.Single();

        Assert.Equal(("a.ts", 1, 2, "TS2322", "Not assignable.\n  Type 'A'.\n    Deeper."), (finding.Path, finding.Line, finding.Column, finding.Rule, finding.Message));
    }

    [Fact]
    public void An_error_without_a_place_is_of_the_tool()
    {
        var reading = Read("a.ts(1,2): error TS1: one\nerror TS2688: Cannot find type definition file for 'node'.\n  The file is in the program because:\n");

        Assert.Equal("TS2688: Cannot find type definition file for 'node'.\n  The file is in the program because:", reading.Failure);
        Assert.Equal("a.ts", Assert.Single(reading.Findings).Path);
    }

    [Theory]
    [InlineData("a(1,2).ts(3,4): error TS5: x", "a(1,2).ts", 3)]
    [InlineData("../up.ts(3,4): error TS5: x", null, 3)]
    [InlineData("a.ts(3,4): error TS5: see b.ts(9,9): error TS6: y", "a.ts", 3)]
    public void Paths_are_taken_as_they_are(string line, string? path, int number)
    {
        var finding = Read(line).Findings.Single();

        Assert.Equal((path, number), (finding.Path, finding.Line));
    }

    [Fact]
    public void Other_lines_are_no_findings()
    {
        var reading = Read("/lib/lib.d.ts\nFiles: 12\n   indented\nVersion 5.9.3\n");

        Assert.Empty(reading.Findings);
        Assert.Null(reading.Failure);
    }

    [Fact]
    public void The_pretty_form_with_its_excerpts_is_read_whole()
    {
        var reading = Read(
            "src/a.ts:2:34 - error TS2322: Type 'A' is not assignable.\n  Types differ.\n\n 2 throw new Error(\"failed\");\n   \n...\n10 b.ts:1:1 - error TS1: no\n            ~\n\n"
            + "  src/b.ts:1:31\n    1 interface A { x: number }\n                    ~\n    An error comes from here\n\n"
            + "src/b.ts:7:3 - error TS2345: Other.\n\n7 f(\"x\");\n    ~~~\n\n\nFound 2 errors in 2 files.\n\nErrors  Files\n     1  src/a.ts:2\n     1  src/b.ts:7\n");

        Assert.Equal(["src/a.ts:2:34 Error [TS2322] Type 'A' is not assignable.\n  Types differ.", "src/b.ts:7:3 Error [TS2345] Other."], reading.Shown());
        Assert.Equal((null, null, null), (reading.Extent.Gap, reading.Flaw, reading.Failure));
    }

    [Fact]
    public void Errors_that_are_counted_and_not_printed_are_no_pass()
    {
        Assert.Equal("it counts 1 error and names none", Read("\nFound 1 error in a.ts:1\n").Flaw);
        Assert.Equal("it counts 3 problems and printed 1", Read("a.ts:7:3 - error TS2345: Other.\n\n7 f\n  ~\n\n\nFound 3 errors in the same file, starting at: a.ts:1\n").Extent.Gap);
        Assert.Null(Read("[10:00:00 AM] Found 0 errors. Watching for file changes.\n").Flaw);
    }

    internal static OutputReading Read(string text) =>
        new TscReader().Read(new ToolOutput("tsc", new ProcessOutcome { End = ProcessEnd.Exited, ExitCode = 2, StandardOutput = ToolScene.Captured(text) }, new FindingPaths("/r", "/r")));
}
