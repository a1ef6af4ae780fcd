using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Own;

/// <summary>Runs of <c>go test</c> whose exit code a pipe or a script loses, and tests that print what go prints.</summary>
public sealed class LostGoExitCodeTests : IDisposable
{
    private readonly ToolScene _scene = new();

    [ToolTheory("go", Timeout = 120_000)]
    [InlineData("FAIL\\ta\\t0.1s")]
    [InlineData("FAIL\\tex.org/a\\t0.1s")]
    [InlineData("--- FAIL: TestP (0.00s)")]
    [InlineData("--- FAIL: TestOther (0.00s)")]
    public async Task A_passing_test_may_print_the_lines_of_a_failure(string printed)
    {
        _scene.Write("go.mod", "module ex.org/a\n\ngo 1.19\n");
        _scene.Write("a_test.go", $"package a\n\nimport (\n\t\"fmt\"\n\t\"testing\"\n)\n\nfunc TestP(t *testing.T) {{ fmt.Println(\"{printed}\") }}\n");

        foreach (var command in (string[])["go test -json", "go test -json ./... 2>&1 | cat", "go test", "go test | cat", "go test -v", "go test -v ./... 2>&1 | cat"])
        {
            var (ending, findings) = await RunAsync(command);

            Assert.Equal((command, ObservationEnding.Completed, ""), (command, ending, findings));
        }
    }

    [Theory(Timeout = 60_000)]
    [InlineData("FAIL\tex.org/a\t0.1s")]
    [InlineData("ok  \tex.org/b\t0.1s\nFAIL\tex.org/a\t0.1s")]
    [InlineData("FAIL\tex.org/a\t0.1s\nok  \tex.org/b\t0.1s")]
    [InlineData("exit status 1\nFAIL\tex.org/a\t0.1s\nPASS\nok  \tex.org/b\t0.1s")]
    public async Task A_failed_package_among_lines_that_a_filter_left_is_no_pass(string printed) =>
        Assert.Contains("ex.org/a", (await PrintedAsync(printed)).Findings, StringComparison.Ordinal);

    [Theory(Timeout = 60_000)]
    [InlineData("ok  \tex.org/a\t0.1s\nexit status 2", ObservationEnding.Error)]
    [InlineData("ok  \tex.org/a\t0.1s\n# ex.org/a/p [ex.org/a/p.test]", ObservationEnding.Error)]
    [InlineData("# ex.org/a/p [ex.org/a/p.test]\np/p.go:3:27: undefined: nope\nok  \tex.org/a\t(cached)", ObservationEnding.Completed)]
    [InlineData("ok  \tex.org/a\t0.1s\n# ex.org/b\nb/b.go:3:1: undefined: x", ObservationEnding.Completed)]
    public async Task What_fails_after_a_package_has_passed_is_no_pass(string printed, ObservationEnding ending)
    {
        var (end, findings) = await PrintedAsync(printed);

        Assert.Equal(ending, end);
        Assert.Equal(ending == ObservationEnding.Completed, findings.Contains("undefined: ", StringComparison.Ordinal));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("# ex.org/a/p [ex.org/a/p.test]\np/p.go:3:27: undefined: nope", "ok  \tex.org/a\t(cached)", "p/p.go: undefined: nope")]
    [InlineData("exit status 2", "ok  \tex.org/a\t0.1s", null)]
    public async Task What_fails_on_standard_error_is_no_pass(string error, string printed, string? finding)
    {
        _scene.Write("error.txt", error + "\n");
        var (end, findings) = await PrintedAsync(printed, "cat log.txt; cat error.txt >&2");

        Assert.Equal(finding is null ? ObservationEnding.Error : ObservationEnding.Completed, end);
        Assert.Equal(finding is not null, findings.Length > 0);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("# ex.org/a\nsqlite3.c:12:10: warning: function may return address of local variable [-Wreturn-local-addr]\nok  \tex.org/a\t0.1s")]
    [InlineData("# ex.org/a.test\nld: warning: ignoring duplicate libraries: '-lm'\nok  \tex.org/a\t0.1s")]
    [InlineData("exit status 1\nok  \tex.org/a\t0.1s")]
    [InlineData("=== RUN   TestP\n# a heading\n# b\na.go:3:1: undefined: x\n--- PASS: TestP (0.00s)\nPASS\nok  \tex.org/a\t0.1s")]
    public async Task What_is_printed_beside_a_package_that_passed_is_no_failure(string printed) =>
        Assert.Equal((ObservationEnding.Completed, ""), await PrintedAsync(printed));

    public void Dispose() => _scene.Dispose();

    private Task<(ObservationEnding Ending, string Findings)> PrintedAsync(string printed, string command = "cat log.txt")
    {
        _scene.Write("log.txt", printed + "\n");
        return RunAsync(command);
    }

    private async Task<(ObservationEnding Ending, string Findings)> RunAsync(string command)
    {
        _scene.Configuration = new();
        _scene.Configure(ToolScene.Own("t", "sh", "-c", command) with { Parse = Setting<string>.Default("go-test") });
        var seen = await _scene.RunAsync("t");
        return (seen.Ending, string.Join('|', seen.Findings.Select(static finding => $"{finding.Path} {finding.Message}".TrimStart())));
    }
}
