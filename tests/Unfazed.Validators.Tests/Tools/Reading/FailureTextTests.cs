using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class FailureTextTests
{
    private static readonly string Noise = string.Concat(Enumerable.Range(0, 30).Select(static number => $"noise {number}\n"));

    [Fact]
    public void A_short_output_is_shown_whole() => Assert.Equal("a\nb\nc", FailureText.Of("a\nb\n", "c\n"));

    [Fact]
    public void Nothing_printed_is_nothing_shown() => Assert.Null(FailureText.Of("\n", " \n"));

    [Theory]
    [InlineData("thread 't' panicked at src/lib.rs:3:5:\nassertion `left == right` failed\n  left: 3\n right: 2\n", "assertion `left == right` failed\n  left: 3\n right: 2")]
    [InlineData("main.o: undefined reference to `nope'\n", "main.o: undefined reference to `nope'")]
    [InlineData("ex.ATest.two: AssertionError: no\n", "AssertionError: no")]
    [InlineData("x_test.go:3: boo\n--- FAIL: TestX (0.00s)\n", "--- FAIL: TestX")]
    public void The_reason_is_shown_where_it_stands_far_above_the_end(string reason, string shown)
    {
        var text = FailureText.Of(Noise + reason + Noise, "");

        Assert.Contains(shown, text, StringComparison.Ordinal);
        Assert.EndsWith("noise 29", text, StringComparison.Ordinal);
        Assert.InRange(text!.Split('\n').Length, 1, 10);
    }

    [Fact]
    public void Warnings_and_counts_of_no_error_are_no_reason() =>
        Assert.StartsWith("noise", FailureText.Of("warning: error is never used\n0 errors\n" + Noise, ""), StringComparison.Ordinal);

    [Fact]
    public void Maven_s_advice_is_left_out() =>
        Assert.Equal("[ERROR] it broke", FailureText.Of("[ERROR] it broke\n[ERROR] \n[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.\n[ERROR] Re-run Maven using the -X switch to enable full debug logging.\n[ERROR] [Help 1] http://x\n", ""));
}
