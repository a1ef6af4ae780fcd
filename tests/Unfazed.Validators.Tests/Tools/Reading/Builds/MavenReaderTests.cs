using Unfazed.Testing;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Reading.Builds;

namespace Unfazed.Validators.Tests.Tools.Reading.Builds;

/// <summary>On recorded output of Maven 3.8.7 with Surefire 3.5.2 and JUnit 5; a build of three modules.</summary>
public sealed class MavenReaderTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    public MavenReaderTests()
    {
        foreach (var module in (string[])["a", "b", "c"])
        {
            _root.Write($"{module}/src/main/java/ex/{module.ToUpperInvariant()}.java");
            _root.Write($"{module}/src/test/java/ex/{module.ToUpperInvariant()}Test.java");
        }

        _root.Write("pom.xml");
    }

    [Theory]
    [InlineData("failing-tests", "a/src/test/java/ex/ATest.java:9: Error [test-failed] ex.ATest.two: org.opentest4j.AssertionFailedError: expected: <3> but was: <2>|b/src/test/java/ex/BTest.java:9: Error [test-failed] ex.BTest.two: org.opentest4j.AssertionFailedError: expected: <3> but was: <2>", null)]
    [InlineData("failing-tests-colour", "a/src/test/java/ex/ATest.java:9: Error [test-failed] ex.ATest.two: org.opentest4j.AssertionFailedError: expected: <3> but was: <2>|b/src/test/java/ex/BTest.java:9: Error [test-failed] ex.BTest.two: org.opentest4j.AssertionFailedError: expected: <3> but was: <2>", null)]
    [InlineData("test-throws", "b/src/test/java/ex/BTest.java:14: Error [test-error] ex.BTest.other: java.lang.IllegalStateException: boom second line", "it stopped at")]
    [InlineData("compile-error", "b/src/main/java/ex/B.java:4:38 Error [compile] incompatible types: java.lang.String cannot be converted to int|b/src/main/java/ex/B.java:5:15 Error [compile] cannot find symbol; symbol:   method nope(); location: class ex.B", "it stopped at b/src/main/java/ex/B.java:4")]
    [InlineData("test-compile-error", "a/src/test/java/ex/ATest.java:9:26 Error [compile] cannot find symbol; symbol:   method three(); location: class ex.A", "it stopped at")]
    [InlineData("syntax-error", "c/src/main/java/ex/C.java:4:42 Error [compile] reached end of file while parsing", "it stopped at")]
    public void What_fails_is_a_finding_at_its_place_once(string run, string findings, string? gap)
    {
        var reading = Read(run, 1);

        Assert.Equal(findings.Split('|'), reading.Shown());
        Assert.Equal((null, null), (reading.Flaw, reading.Failure));
        if (gap is null)
        {
            Assert.Null(reading.Extent.Gap);
        }
        else
        {
            Assert.Contains(gap, reading.Extent.Gap, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_broken_POM_is_a_finding_in_it()
    {
        var finding = Assert.Single(Read("broken-pom", 1).Findings);

        Assert.Equal(("pom.xml", 2, "pom"), (finding.Path, finding.Line, finding.Rule));
        Assert.Contains("Unrecognised tag: 'modules'", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-network", "maven-resources-plugin")]
    [InlineData("missing-dependency-offline", "junit-jupiter:jar:9.9.9")]
    public void What_could_not_be_downloaded_says_nothing_about_the_code(string run, string said)
    {
        var reading = Read(run, 1);

        Assert.Empty(reading.Findings);
        Assert.Contains(said, reading.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[ERROR] Rule 0: org.apache.maven.enforcer.rules.version.RequireMavenVersion failed with message:\n[ERROR] Detected Maven Version: 3.8.7 is not in the allowed range [3.9,).", true)]
    [InlineData("[ERROR] Rule 0: org.apache.maven.enforcer.rules.BannedDependencies failed with message:\n[ERROR] log4j:log4j is banned", false)]
    public void A_Maven_that_the_enforcer_refuses_is_not_bad_code(string rule, bool isFailure)
    {
        var reading = ReadText($"{rule}\n[ERROR] Failed to execute goal org.apache.maven.plugins:maven-enforcer-plugin:3.5.0:enforce (enforce) on project a: \n[ERROR] Some Enforcer rules have failed. -> [Help 1]\n", 1);

        Assert.Equal(isFailure, reading.Failure is not null);
        Assert.Equal(isFailure ? 0 : 1, reading.Findings.Length);
    }

    [Fact]
    public void What_a_tested_program_logs_as_an_error_is_nothing_that_Maven_lacks()
    {
        const string log = "[INFO] Scanning for projects...\n[ERROR] Connection refused\n[ERROR] client - Could not transfer the file\n[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0\n";
        const string failed = "[INFO] BUILD FAILURE\n[ERROR] Failed to execute goal org.apache.maven.plugins:maven-checkstyle-plugin:3.3.1:check (default) on project a: You have 3 Checkstyle violations. -> [Help 1]\n";

        var good = ReadText(log + "[INFO] BUILD SUCCESS\n", 0);
        var bad = ReadText(log + failed, 1);

        Assert.Equal((null, null, "2 tests"), (good.Flaw, good.Failure, good.Summary));
        Assert.Empty(good.Findings);
        Assert.Null(bad.Failure);
        Assert.Equal("You have 3 Checkstyle violations.", Assert.Single(bad.Findings).Message);
    }

    [Fact]
    public void A_log_that_was_cut_off_after_its_result_was_not_read_whole()
    {
        var whole = File.ReadAllText(Recorded("syntax-error"));

        var reading = ReadText(whole[..(whole.IndexOf("BUILD FAILURE", StringComparison.Ordinal) + "BUILD FAILURE\n".Length)], 1);

        Assert.NotEmpty(reading.Findings);
        Assert.Contains("BUILD FAILURE", reading.Extent.Gap, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[INFO] Scanning for projects...\n[INFO] BUILD FAILURE\n[ERROR] Unknown lifecycle phase \"x\". You must specify a valid lifecycle phase. -> [Help 1]\n", "Unknown lifecycle phase \"x\". You must specify a valid lifecycle phase.")]
    [InlineData("[INFO] Scanning for projects...\n[ERROR] [ERROR] Some problems were encountered while processing the POMs:\n[FATAL] Non-readable POM nosuch.xml: nosuch.xml (No such file or directory) @ \n", "Non-readable POM nosuch.xml: nosuch.xml (No such file or directory)")]
    public void A_Maven_that_could_not_begin_says_why(string log, string why)
    {
        var reading = ReadText(log, 1);

        Assert.Equal((why, 0), (reading.Failure, reading.Findings.Length));
    }

    [Fact]
    public void A_build_whose_tests_were_all_skipped_is_skipped() =>
        Assert.Equal("all of its 5 tests were skipped", ReadText("[INFO] Scanning for projects...\n[WARNING] Tests run: 5, Failures: 0, Errors: 0, Skipped: 5\n[INFO] BUILD SUCCESS\n", 0).Nothing);

    [Theory]
    [InlineData("[WARNING] Flakes: \n[WARNING] ex.ATest.one\n[ERROR]   Run 1: ATest.one:9 no\n[INFO]   Run 2: PASS\n[INFO] \n[WARNING] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0, Flakes: 1", 0)]
    [InlineData("[ERROR] Failures: \n[ERROR] ex.ATest.one\n[ERROR]   Run 1: ATest.one:9 no 1\n[ERROR]   Run 2: ATest.one:9 no 2\n[INFO] \n[ERROR] Tests run: 1, Failures: 1, Errors: 0, Skipped: 0", 1)]
    public void A_test_that_ran_again_fails_once_where_it_fails_each_time(string result, int findings)
    {
        string Run(int number) => $"[ERROR] ex.ATest.one -- Time elapsed: 0.01 s <<< FAILURE!\njava.lang.AssertionError: no {number}\n\tat ex.ATest.one(ATest.java:9)\n\n";

        var reading = ReadText($"[INFO] Scanning for projects...\n{Run(1)}{Run(2)}[INFO] Results:\n[INFO] \n{result}\n[INFO] BUILD SUCCESS\n", 0);

        Assert.Equal((findings, null, null, "1 test"), (reading.Findings.Length, reading.Flaw, reading.Extent.Gap, reading.Summary));
    }

    [Fact]
    public void More_failed_tests_than_are_printed_were_not_read_whole()
    {
        var whole = File.ReadAllText(Recorded("failing-tests")).Replace("[ERROR] Tests run: 2, Failures: 1, Errors: 0, Skipped: 0\n", "[ERROR] Tests run: 2, Failures: 2, Errors: 0, Skipped: 0\n", StringComparison.Ordinal);

        Assert.Equal("it counts 4 problems and printed 2", ReadText(whole, 1).Extent.Gap);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("warnings")]
    public void A_build_that_succeeds_counts_its_tests(string run)
    {
        var reading = Read(run, 0);

        Assert.Equal((null, null, null), (reading.Flaw, reading.Failure, reading.Extent.Gap));
        Assert.Equal("6 tests", reading.Summary);
        Assert.DoesNotContain(reading.Findings, static finding => finding.Severity == Unfazed.Core.Severity.Error);
    }

    [Fact]
    public void The_output_of_something_else_is_no_pass() => Assert.Contains("no line of Maven's", ReadText("hello\n", 0).Flaw, StringComparison.Ordinal);

    public void Dispose() => _root.Dispose();

    private OutputReading Read(string run, int exitCode) =>
        ReadText(File.ReadAllText(Recorded(run)), exitCode);

    private static string Recorded(string run) => RepositoryRoot.Combine("tests", "Unfazed.Validators.Tests", "Tools", "Reading", "Builds", $"maven-{run}.txt");

    private OutputReading ReadText(string text, int exitCode) => new MavenReader().Read(Printed.Output(text, exitCode: exitCode, root: _root.Path, files: true));
}
