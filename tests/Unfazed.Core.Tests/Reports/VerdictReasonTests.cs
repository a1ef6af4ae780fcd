using Unfazed.Core.Reports;

namespace Unfazed.Core.Tests.Reports;

public sealed class VerdictReasonTests
{
    [Theory]
    [InlineData(": 3 checks", CheckStatus.Passed, CheckStatus.Passed, CheckStatus.Passed)]
    [InlineData(": 1 check", CheckStatus.Passed, CheckStatus.Skipped, CheckStatus.Skipped)]
    [InlineData(": 1 of 3 checks, the rest cannot block", CheckStatus.Passed, CheckStatus.Failed, CheckStatus.TimedOut)]
    [InlineData(": 0 of 3 checks, the rest cannot block", CheckStatus.Failed, CheckStatus.Unavailable, CheckStatus.Error)]
    [InlineData(": 0 of 1 check, the rest cannot block", CheckStatus.Failed, CheckStatus.Skipped, CheckStatus.Skipped)]
    public void A_passed_run_counts_what_passed_of_what_ran(string reason, CheckStatus first, CheckStatus second, CheckStatus third)
    {
        var report = Samples.Report(Samples.Check("a", first), Samples.Check("b", second), Samples.Check("c", third)) with { Verdict = Verdict.Passed };

        Assert.Equal(reason, VerdictReason.Of(report));
    }
}
