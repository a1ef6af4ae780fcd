using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class GithubReaderTests
{
    [Theory]
    [InlineData("::error file=a.py,line=1,col=2,title=T::message", "a.py:1:2 Error [T] message")]
    [InlineData("  ::warning file=src/a,b.py::m", "src/a:: Warning [] m")]
    [InlineData("::notice file=a%2Cb%3Ac%25.py,line=3::50%25 of it%0Anext line", "a,b:c%.py:3: Note [] 50% of it\nnext line")]
    [InlineData("::error title=Ruff (F401),file=/repo/a.py,line=1,col=8,endLine=1,endColumn=10::a.py:1:8: F401 unused", "a.py:1:8 Error [F401] Ruff (F401): a.py:1:8: F401 unused")]
    [InlineData("::error title=It went wrong::here%250A", ":: Error [] It went wrong: here%0A")]
    [InlineData("::ERROR::no place", ":: Error [] no place")]
    [InlineData("::error file=/etc/passwd,line=1::m", ":1: Error [] /etc/passwd: m")]
    public void A_command_is_a_finding(string line, string finding) => Assert.Equal([finding], Shown(line));

    [Theory]
    [InlineData("::debug::m")]
    [InlineData("::group::error")]
    [InlineData("Look: ::error::m")]
    [InlineData("::errors::m")]
    [InlineData("::stop-commands::xyz\n::error::inside")]
    public void Other_lines_are_none(string text) => Assert.Empty(Shown(text));

    [Fact]
    public void Commands_count_again_after_the_token()
    {
        Assert.Equal([":: Error [] b"], Shown("::stop-commands::xyz\n::error::a\n::xyz::\n::error::b"));
    }

    private static IEnumerable<string> Shown(string text) => new GithubReader().Read(Printed.Output(text)).Shown();
}
