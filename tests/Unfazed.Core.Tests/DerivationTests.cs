using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Orchestration;

namespace Unfazed.Core.Tests;

public sealed class DerivationTests
{
    private static readonly Gen<CheckStatus> Statuses = Gen.Elements(Enum.GetValues<CheckStatus>());

    private static readonly Gen<CheckResult> Results =
        from status in Statuses
        from tier in Gen.Elements(Enum.GetValues<ValidationTier>())
        from dimension in Gen.Elements<Dimension>([.. Dimension.BuiltIn])
        select new CheckResult
        {
            Name = "check",
            Dimension = dimension,
            Tier = tier,
            Directory = ".",
            Status = status,
            Message = "",
            Observation = new Observation { Ending = ObservationEnding.Completed },
        };

    private static readonly Arbitrary<List<CheckResult>> Runs = Results.ListOf().Select(list => list.ToList()).ToArbitrary();

    [Fact]
    public void The_worst_is_one_of_them_and_none_is_worse() => Prop.ForAll(Statuses.NonEmptyListOf().ToArbitrary(), statuses =>
    {
        var worst = StatusRule.Worst(statuses);
        return statuses.Contains(worst) && statuses.All(status => StatusRule.Rank(worst) <= StatusRule.Rank(status));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_worst_does_not_depend_on_order_and_is_skipped_for_none()
    {
        Prop.ForAll(Statuses.ListOf().ToArbitrary(), statuses =>
            StatusRule.Worst(statuses) == StatusRule.Worst(statuses.AsEnumerable().Reverse())).QuickCheckThrowOnFailure();
        Assert.Equal(CheckStatus.Skipped, StatusRule.Worst([]));
    }

    [Fact]
    public void Blocked_means_a_failed_check_in_a_deciding_tier_and_nothing_else_does() => Prop.ForAll(Runs, checks =>
    {
        var verdict = VerdictRule.Derive(ResultAssembly.Tiers(checks));
        var failed = checks.Exists(check => check is { Tier: ValidationTier.Blocker, Status: CheckStatus.Failed });
        return failed == (verdict == Verdict.Blocked);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Passed_means_that_something_has_an_answer_and_all_of_tier_one_was_verified() => Prop.ForAll(Runs, checks =>
    {
        var passed = VerdictRule.Derive(ResultAssembly.Tiers(checks)) == Verdict.Passed;
        var verified = checks.Where(check => check.Tier == ValidationTier.Blocker).GroupBy(check => check.Dimension)
            .All(group => StatusRule.Worst(group.Select(check => check.Status)).IsPassed());
        return passed == (verified && checks.Exists(check => check.Status is CheckStatus.Passed or CheckStatus.Failed));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Higher_tiers_never_change_a_verdict_that_tier_one_decided() => Prop.ForAll(Runs, checks =>
    {
        var blockers = checks.Where(check => check.Tier == ValidationTier.Blocker).ToList();
        var alone = VerdictRule.Derive(ResultAssembly.Tiers(blockers));
        var ran = blockers.Exists(check => check.Status != CheckStatus.Skipped);
        return !ran || alone == VerdictRule.Derive(ResultAssembly.Tiers(checks));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Failing_on_more_tiers_never_makes_a_verdict_better() => Prop.ForAll(Runs, checks =>
    {
        var tiers = ResultAssembly.Tiers(checks);
        var strictness = new[] { ValidationTier.Blocker, ValidationTier.Warning, ValidationTier.Monitor }
            .Select(tier => Weight(VerdictRule.Derive(tiers, tier))).ToList();
        return strictness.SequenceEqual(strictness.Order());
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(Verdict.Passed, true, 0)]
    [InlineData(Verdict.Passed, false, 0)]
    [InlineData(Verdict.Blocked, true, 1)]
    [InlineData(Verdict.Blocked, false, 1)]
    [InlineData(Verdict.Inconclusive, true, 4)]
    [InlineData(Verdict.Inconclusive, false, 0)]
    public void The_exit_code_follows_from_the_verdict(Verdict verdict, bool failOnInconclusive, int code) =>
        Assert.Equal(code, VerdictRule.ExitCode(verdict, failOnInconclusive));

    [Fact]
    public void Nothing_checked_is_inconclusive() => Assert.Equal(Verdict.Inconclusive, VerdictRule.Derive(ResultAssembly.Tiers([])));

    private static int Weight(Verdict verdict) => verdict switch
    {
        Verdict.Passed => 0,
        Verdict.Inconclusive => 1,
        _ => 2,
    };
}
