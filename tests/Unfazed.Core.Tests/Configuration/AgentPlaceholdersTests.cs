using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Configuration;

namespace Unfazed.Core.Tests.Configuration;

public class AgentPlaceholdersTests
{
    private static readonly Dictionary<string, string> Values = AgentPlaceholders.Names.ToDictionary(static name => name, static name => $"<{name}>", StringComparer.Ordinal);

    [Theory]
    [InlineData("{agent} on {dimension}", "<agent> on <dimension>")]
    [InlineData("{task}{task}", "<task><task>")]
    [InlineData("{{task}}", "{<task>}")]
    [InlineData("{\"a\": {\"b\": 1}}", "{\"a\": {\"b\": 1}}")]
    [InlineData("{", "{")]
    [InlineData("{}", "{}")]
    [InlineData("{ task }", "{ task }")]
    [InlineData("", "")]
    public void Names_in_braces_alone_are_filled_in(string template, string expected) => Assert.Equal(expected, AgentPlaceholders.Fill(template, Values));

    [Theory]
    [InlineData("{tsak}", "tsak")]
    [InlineData("{task}{x}", "x")]
    [InlineData("{Task}", null)]
    [InlineData("{task}", null)]
    public void An_unknown_name_is_found(string template, string? unknown) => Assert.Equal(unknown, AgentPlaceholders.UnknownIn(template));

    [Fact]
    public void A_text_without_braces_is_itself()
    {
        var any = ArbMap.Default.ArbFor<NonNull<string>>();
        Prop.ForAll(any, text =>
        {
            var plain = text.Get.Replace("{", "", StringComparison.Ordinal);
            return AgentPlaceholders.UnknownIn(plain) is null && AgentPlaceholders.Fill(plain, Values) == plain;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("code_quality", "coder")]
    [InlineData("security", "security-auditor")]
    [InlineData("coverage", "tester")]
    [InlineData("house_rules", "coder")]
    [InlineData("lint", null)]
    [InlineData("format", "decorator")]
    public void Agents_by_dimension_have_defaults_that_a_configuration_replaces(string dimension, string? agent)
    {
        var settings = new AgentSettings
        {
            ByDimension = new Dictionary<string, Setting<string>> { ["lint"] = Setting<string>.Default(""), ["format"] = Setting<string>.Default("decorator") }.ToImmutableDictionary(),
        };
        Assert.Equal(agent, settings.AgentOf(new Dimension(dimension)));
    }
}
