using Unfazed.Testing;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Reading.Builds;

namespace Unfazed.Validators.Tests.Tools.Reading.Builds;

/// <summary>Reads text that was written after the usual output of Gradle and of the Kotlin compiler. It was not recorded from a run.</summary>
public sealed class GradleReaderTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    [Fact]
    public void Compile_errors_and_failed_tests_are_findings_at_their_place()
    {
        _root.Write("app/src/main/java/ex/A.java");
        _root.Write("app/src/main/kotlin/ex/B.kt");
        _root.Write("app/src/test/java/ex/ATest.java");

        var reading = Read($"""
            > Task :app:compileKotlin FAILED
            e: file://{_root.Path}/app/src/main/kotlin/ex/B.kt:3:5 Unresolved reference: nope
            > Task :app:compileJava FAILED
            {_root.Path}/app/src/main/java/ex/A.java:4: error: cannot find symbol
                nope();
                ^
              symbol:   method nope()
              location: class A
            1 error
            > Task :app:test

            ATest > two() FAILED
                org.opentest4j.AssertionFailedError: expected: <3> but was: <2>
                    at ex.ATest.two(ATest.java:9)

            2 tests completed, 1 failed

            FAILURE: Build failed with an exception.

            * What went wrong:
            Execution failed for task ':app:compileJava'.
            > Compilation failed; see the compiler error output for details.

            BUILD FAILED in 3s
            """);

        Assert.Equal(
            [
                "app/src/main/kotlin/ex/B.kt:3:5 Error [compile] Unresolved reference: nope",
                "app/src/main/java/ex/A.java:4:5 Error [compile] cannot find symbol; symbol: method nope(); location: class A",
                "app/src/test/java/ex/ATest.java:9: Error [test-failed] ATest > two(): org.opentest4j.AssertionFailedError: expected: <3> but was: <2>",
            ],
            reading.Shown());
        Assert.Contains("it stopped at", reading.Extent.Gap, StringComparison.Ordinal);
        Assert.Equal("2 tests", reading.Summary);
    }

    [Fact]
    public void A_broken_build_script_is_a_finding_in_it()
    {
        _root.Write("build.gradle");

        var reading = Read($"FAILURE: Build failed with an exception.\n\n* Where:\nBuild file '{_root.Path}/build.gradle' line: 3\n\n* What went wrong:\nA problem occurred evaluating root project 'x'.\n> Could not find method nope()\n\nBUILD FAILED in 1s\n");

        Assert.Equal(["build.gradle:3: Error [gradle] A problem occurred evaluating root project 'x'. Could not find method nope()"], reading.Shown());
    }

    [Fact]
    public void What_could_not_be_downloaded_says_nothing_about_the_code()
    {
        var reading = Read("FAILURE: Build failed with an exception.\n\n* What went wrong:\nCould not resolve all files for configuration ':compileClasspath'.\n> No cached version of a:b:1 available for offline mode.\n\nBUILD FAILED in 1s\n");

        Assert.Empty(reading.Findings);
        Assert.Contains("offline mode", reading.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BUILD SUCCESSFUL in 3s", true)]
    [InlineData("hello", false)]
    public void Only_a_build_that_says_so_succeeded(string said, bool isKnown) =>
        Assert.Equal(isKnown, new GradleReader().Read(Printed.Output(said + "\n")).Flaw is null);

    public void Dispose() => _root.Dispose();

    private OutputReading Read(string text) => new GradleReader().Read(Printed.Output(text, exitCode: 1, root: _root.Path, files: true));
}
