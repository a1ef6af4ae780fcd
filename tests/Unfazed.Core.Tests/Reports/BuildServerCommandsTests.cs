using Unfazed.Core.Reports;

namespace Unfazed.Core.Tests.Reports;

public sealed class BuildServerCommandsTests
{
    [Fact]
    public void Behind_any_white_space_a_command_is_none_any_more()
    {
        foreach (var space in Enumerable.Range(0, char.MaxValue).Select(static value => (char)value).Where(char.IsWhiteSpace).Append('\uFEFF'))
        {
            Assert.Equal($"{space} {space}: :set-output name=x::y", BuildServerCommands.Disarm($"{space} {space}::set-output name=x::y"));
        }
    }

    [Theory]
    [InlineData("::add-mask::x", ": :add-mask::x")]
    [InlineData("\e[31m::error::x\e[0m", "\e[31m: :error::x\e[0m")]
    [InlineData("##[error]x", "## [error]x")]
    [InlineData("a ##vso[task.setvariable]x", "a ## vso[task.setvariable]x")]
    [InlineData("##teamcity[buildStop] ##[group]", "## teamcity[buildStop] ## [group]")]
    [InlineData("####[x]", "#### [x]")]
    public void Commands_of_every_server_are_disarmed(string line, string expected) => Assert.Equal(expected, BuildServerCommands.Disarm(line));

    [Theory]
    [InlineData("a.cs:1::2 is no command")]
    [InlineData("## A title")]
    [InlineData("C++: std::vector")]
    [InlineData("")]
    public void Other_lines_stay_as_they_are(string line) => Assert.Same(line, BuildServerCommands.Disarm(line));
}
