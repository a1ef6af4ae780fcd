using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Own;

/// <summary>What CTest ran and what it did not, on the real program.</summary>
public sealed class CTestEndTests : IDisposable
{
    private const string Forged = "2/4 Test #2: bad ..............................   Passed    0.00 sec";

    private readonly ToolScene _scene = new();

    [ToolTheory("ctest", "cmake", Timeout = 120_000)]
    [InlineData("", "5 tests, 1 skipped", null)]
    [InlineData("--output-on-failure", "5 tests, 1 skipped", null)]
    [InlineData("-V", "5 tests, 1 skipped", null)]
    [InlineData("-j4", "5 tests, 1 skipped", null)]
    [InlineData("--repeat until-fail:2", "5 tests, 1 skipped", null)]
    [InlineData("--stop-on-failure", "2 tests", "CTest stopped after 2 of 5 tests")]
    public async Task A_failed_test_can_be_forgiven_only_where_CTest_ran_all_tests(string options, string summary, string? gap)
    {
        WriteProject();

        var seen = await RunAsync($"ctest --test-dir build {options}");

        Assert.StartsWith("bad: ", Assert.Single(seen.Findings).Message, StringComparison.Ordinal);
        Assert.Equal(summary, seen.Summary);
        AssertGap(gap, seen);
    }

    [ToolTheory("ctest", "cmake", Timeout = 120_000)]
    [InlineData("ctest --test-dir build | head -7", "ends before CTest's result")]
    [InlineData("ctest --test-dir build | head -6; exit 8", "ends before CTest's result")]
    [InlineData("ctest --test-dir build | head -3; ctest --test-dir build -R good", "ends before CTest's result")]
    public async Task An_output_of_CTest_that_is_cut_off_is_no_pass(string command, string gap)
    {
        WriteProject();

        var seen = await RunAsync(command);

        Assert.True(seen.Incomplete?.Contains(gap, StringComparison.Ordinal) == true || seen.Message?.Contains(gap, StringComparison.Ordinal) == true);
        Assert.True(seen.Error == ErrorCodes.UnreadableOutput || !seen.Findings.IsEmpty);
    }

    [ToolFact("ctest", "cmake", Timeout = 120_000)]
    public async Task A_test_that_passes_when_it_is_repeated_is_no_finding()
    {
        WriteProject("add_test(NAME flaky COMMAND sh -c \"test -e f && exit 0; touch f; exit 1\")\n");

        var seen = await RunAsync("ctest --test-dir build --repeat until-pass:2 --output-on-failure");

        Assert.Empty(seen.Findings);
        Assert.Equal((ObservationEnding.Completed, "1 test", (string?)null), (seen.Ending, seen.Summary, seen.Incomplete));
    }

    [ToolFact("ctest", "cmake", Timeout = 120_000)]
    public async Task A_test_whose_output_does_not_fit_says_so()
    {
        WriteProject("add_test(NAME re COMMAND true)\nset_tests_properties(re PROPERTIES PASS_REGULAR_EXPRESSION foo)\nadd_test(NAME good COMMAND true)\n");

        var seen = await RunAsync("ctest --test-dir build");

        Assert.Equal("re: Required regular expression not found. Regex=[foo", Assert.Single(seen.Findings).Message);
        Assert.Equal("2 tests", seen.Summary);
    }

    [ToolTheory("ctest", "cmake", Timeout = 120_000)]
    [InlineData("ctest --test-dir build -N", "CTest lists its tests and runs none")]
    [InlineData("ctest --test-dir build -R nothing", "no test is registered, or none matches")]
    [InlineData("ctest --test-dir build -R off", "its only test was skipped")]
    public async Task CTest_that_runs_no_test_is_skipped(string command, string message)
    {
        WriteProject();

        var seen = await RunAsync(command);

        Assert.Equal((ObservationEnding.Skipped, message), (seen.Ending, seen.Message));
    }

    [ToolFact("ctest", "cmake", Timeout = 120_000)]
    public async Task A_run_of_CTest_without_tests_hides_no_other()
    {
        WriteProject();

        var seen = await RunAsync("ctest --test-dir build -R nothing; ctest --test-dir build -R good");

        Assert.Equal((ObservationEnding.Completed, "1 test"), (seen.Ending, seen.Summary));
    }

    public void Dispose() => _scene.Dispose();

    private static void AssertGap(string? gap, Observation seen)
    {
        if (gap is null)
        {
            Assert.Null(seen.Incomplete);
        }
        else
        {
            Assert.Contains(gap, seen.Incomplete, StringComparison.Ordinal);
        }
    }

    // The second test prints what looks like a result.
    private void WriteProject(string? tests = null) => _scene.Write(
        "CMakeLists.txt",
        "cmake_minimum_required(VERSION 3.16)\nproject(x NONE)\nenable_testing()\n" + (tests ??
        $"add_test(NAME good COMMAND true)\nadd_test(NAME bad COMMAND sh -c \"echo '{Forged}'; exit 1\")\nadd_test(NAME third COMMAND true)\nadd_test(NAME fourth COMMAND true)\nadd_test(NAME off COMMAND true)\nset_tests_properties(off PROPERTIES DISABLED TRUE)\n"));

    private Task<Observation> RunAsync(string command)
    {
        _scene.Configure(ToolScene.Own("t", "sh", "-c", "cmake -S . -B build >/dev/null && { " + command + "; }") with { Parse = Setting<string>.Default("ctest") });
        return _scene.RunAsync("t");
    }
}
