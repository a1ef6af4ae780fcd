using Unfazed.Cli.Hooks.Claude;

namespace Unfazed.Cli.Tests.Hooks.Claude;

public class NamedFilesTests
{
    [Theory]
    [InlineData("a.py:3: bad", "a.py", true)]
    [InlineData("error in ./a.py.", "a.py", true)]
    [InlineData("(a.py)", "a.py", true)]
    [InlineData("/repo/a.py: bad", "a.py", true)]
    [InlineData("lib/a.py: bad", "a.py", false)]
    [InlineData("data.py: bad", "a.py", false)]
    [InlineData("a.pyi: bad", "a.py", false)]
    [InlineData("a.py.bak: bad", "a.py", false)]
    [InlineData("x.py: bad", "sub/x.py", true)]
    [InlineData("data.py and a.py", "a.py", true)]
    public void A_file_is_named_as_a_word_of_its_own(string line, string file, bool isNamed) =>
        Assert.Equal(isNamed, new NamedFiles("/repo", "sub", $"first\n{line}\n").LinesOf(file).Any());
}
