using Unfazed.Core.Processes;

namespace Unfazed.Core.Tests.Processes;

[Collection(nameof(RunsAlone))]
public sealed class DescendantKillTests
{
    // How long it may go on, and no time that it takes.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory(Timeout = 120_000)]
    [InlineData("say ready spawn-session [ TAG hang ] ignore 15 hang")]
    [InlineData("say ready spawn-bare [ TAG spawn-bare [ TAG hang ] ] ignore 15 hang")]
    [InlineData("say ready spawn-session [ TAG spawn-session [ TAG ignore 15 hang ] ] spawn-many 50 hang")]
    public async Task Whatever_has_us_as_an_ancestor_is_killed_without_its_marker(string acts)
    {
        var puppet = new Puppet();
        var playing = puppet.PlayAsync(acts);
        while (!puppet.HasDescendants())
        {
            await Task.Yield();
        }

        var killed = new DescendantKill().Run(Limit);

        Assert.InRange(killed, 2, int.MaxValue);
        Assert.Empty(puppet.Alive());
        Assert.Equal("SIGKILL", (await playing).Signal);
    }

    [Fact]
    public void A_walk_that_finds_nothing_kills_nothing() => Assert.Equal(0, new DescendantKill().Run(Limit));
}
