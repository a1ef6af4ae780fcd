using Unfazed.Core.Configuration;

namespace Unfazed.Core.Tests.Configuration;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["code_quality", "type_safety", "lint", "mypy", "on-inconclusive"];

    [Theory]
    [InlineData("code_qualty", "code_quality")]
    [InlineData("code-quality", "code_quality")]
    [InlineData("Lint", "lint")]
    [InlineData("mpyy", "mypy")]
    [InlineData("lnit", "lint")]
    [InlineData("on_inconclusive", "on-inconclusive")]
    [InlineData("lxxt", null)]
    [InlineData("lint", null)]
    [InlineData("security", null)]
    [InlineData("", null)]
    public void The_name_that_was_probably_meant_is_given_and_no_far_one(string text, string? nearest) =>
        Assert.Equal(nearest, NearestName.Find(text, Names));

    [Fact]
    public void A_very_long_text_costs_nothing() => Assert.Null(NearestName.Find(new string('a', 1_000_000), Names));
}
