using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tests.Tools;

public sealed class VersionQuestionTests
{
    [Theory]
    [InlineData("5.0.4 (mccabe: 0.7.0, pycodestyle: 2.9.1) CPython 3.11.2", "5.0.4")]
    [InlineData("v9.39.5", "9.39.5")]
    [InlineData("10.0.401-servicing.26423.113+e34a38d2ae1fc26406a31cbc6d6ff08ee7f7d0a1", "10.0.401-servicing.26423.113")]
    [InlineData("tool 1.2.0+dev.abc", "1.2.0+dev.abc")]
    [InlineData("no number", null)]
    public void A_version_is_found_and_the_commit_behind_it_is_left(string text, string? version) => Assert.Equal(version, VersionQuestion.Parse(text));
}
