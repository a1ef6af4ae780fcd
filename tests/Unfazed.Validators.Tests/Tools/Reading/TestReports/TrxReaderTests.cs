using Unfazed.Testing;
using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tests.Tools.Reading.TestReports;

public sealed class TrxReaderTests
{
    [Fact]
    public void Failed_results_are_findings_at_their_first_frame()
    {
        using var root = new TemporaryDirectory();
        root.Write("App.Tests/CalcTests.cs", "");

        var reading = new TrxReader().Read($"""
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
              <UnitTestResult testName="App.Adds" outcome="Passed" />
              <UnitTestResult testName="App.Later" outcome="NotExecuted"><Output><StdOut>noise</StdOut></Output></UnitTestResult>
              <UnitTestResult testName="App.Fails" outcome="Failed"><Output><StdOut>noise</StdOut><ErrorInfo>
                <Message>Assert.Equal() Failure
            Expected: 1</Message><StackTrace>   at App.Fails() in {root.Path}/App.Tests/CalcTests.cs:line 12
               at System.Reflection</StackTrace></ErrorInfo></Output></UnitTestResult>
            </Results></TestRun>
            """, root.Path);

        Assert.Equal((null, "3 tests, 1 skipped"), (reading.Flaw, reading.Summary));
        Assert.Equal(["App.Tests/CalcTests.cs:12: Error [test-failed] App.Fails: Assert.Equal() Failure\nExpected: 1"], reading.Shown());
    }

    [Fact]
    public void Half_a_report_is_said_to_be_so() => Assert.Equal("the TRX report breaks off at line 1", new TrxReader().Read("<TestRun><Results>").Flaw);
}
