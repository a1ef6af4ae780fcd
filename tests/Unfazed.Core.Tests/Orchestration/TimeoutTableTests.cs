using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;

namespace Unfazed.Core.Tests.Orchestration;

/// <summary>The table of timeouts: its defaults, and what beats what (case 52 of the resilience layer).</summary>
public sealed class TimeoutTableTests
{
    private static readonly Check Mypy = new() { Name = "mypy", Dimension = Dimension.TypeSafety };

    [Theory]
    [InlineData("code_quality", 60)]
    [InlineData("type_safety", 120)]
    [InlineData("security", 90)]
    [InlineData("coverage", 300)]
    [InlineData("lint", 60)]
    [InlineData("visual", 30)]
    [InlineData("behavioral", 30)]
    [InlineData("format", 60)]
    public void Each_dimension_has_its_default(string dimension, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new TimeoutTable(new UnfazedConfiguration()).For(new Dimension(dimension)));

    [Fact]
    public void The_defaults_can_be_listed_and_are_what_a_check_gets()
    {
        Assert.Equal(8, TimeoutTable.Defaults.Count);
        Assert.Equal(new TimeoutTable(new UnfazedConfiguration()).For(new Dimension("house_style")), TimeoutTable.Defaults["default"]);
        Assert.All(TimeoutTable.Defaults, static entry =>
            Assert.Equal(entry.Value, new TimeoutTable(new UnfazedConfiguration()).For(new Dimension(entry.Key))));
    }

    [Fact]
    public void Default_for_an_unknown_dimension()
    {
        Assert.Equal(TimeSpan.FromSeconds(60), new TimeoutTable(new UnfazedConfiguration()).For(new Dimension("house_style")));
        var configured = new UnfazedConfiguration { DefaultTimeout = Seconds(7) };
        Assert.Equal(TimeSpan.FromSeconds(7), new TimeoutTable(configured).For(new Dimension("house_style")));
    }

    [Fact]
    public void Timeout_from_configuration()
    {
        var weakest = new UnfazedConfiguration { DefaultTimeout = Seconds(1) };
        var byTable = weakest with { Timeouts = Named("type_safety", 2) };
        var byDimension = byTable with
        {
            Dimensions = ImmutableDictionary<string, DimensionSettings>.Empty.Add("type_safety", new DimensionSettings { Timeout = Seconds(3) }),
        };
        var byCheck = byDimension with { Checks = [new CheckSettings { Name = "mypy", Source = SettingSource.Default, Timeout = Seconds(4) }] };
        var byDimensionOption = byCheck with { TimeoutOptions = Named("type_safety", 5) };
        var byCheckOption = byDimensionOption with { TimeoutOptions = byDimensionOption.TimeoutOptions.AddRange(Named("mypy", 6)) };

        Assert.Equal(
            [120, 2, 3, 4, 5, 6],
            new[] { weakest, byTable, byDimension, byCheck, byDimensionOption, byCheckOption }.Select(static one => new TimeoutTable(one).For(Mypy).TotalSeconds));
    }

    [Fact]
    public void A_tool_may_have_a_default_of_its_own_that_configuration_beats()
    {
        var build = Mypy with { Name = "dotnet-build", DefaultTimeout = TimeSpan.FromSeconds(300) };

        Assert.Equal(300, new TimeoutTable(new UnfazedConfiguration()).For(build).TotalSeconds);
        Assert.Equal(9, new TimeoutTable(new UnfazedConfiguration { Timeouts = Named("type_safety", 9) }).For(build).TotalSeconds);
    }

    private static Setting<TimeSpan> Seconds(int seconds) => Setting<TimeSpan>.Default(TimeSpan.FromSeconds(seconds));

    private static ImmutableDictionary<string, Setting<TimeSpan>> Named(string name, int seconds) =>
        ImmutableDictionary<string, Setting<TimeSpan>>.Empty.Add(name, Seconds(seconds));
}
