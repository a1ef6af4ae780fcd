using Unfazed.Core.Workspace;

namespace Unfazed.Core.Tests.Workspace;

public class GlobTests
{
    [Theory]
    [InlineData("*.py", "a.py", true)]
    [InlineData("*.py", "src/deep/a.py", true)]
    [InlineData("*.py", ".py", true)]
    [InlineData("*.py", "a.pyc", false)]
    [InlineData("*.py", "a.PY", false)]
    [InlineData("*.py", "x.py/readme", false)]
    [InlineData("/*.py", "a.py", true)]
    [InlineData("/*.py", "src/a.py", false)]
    [InlineData("src/*.py", "src/a.py", true)]
    [InlineData("src/*.py", "src/b/a.py", false)]
    [InlineData("src/*.py", "lib/src/a.py", false)]
    [InlineData("./src/*.py", "src/a.py", true)]
    [InlineData("**/*.md", "README.md", true)]
    [InlineData("**/*.md", "a/b/c.md", true)]
    [InlineData("docs/**", "docs/a", true)]
    [InlineData("docs/**", "docs/a/b", true)]
    [InlineData("docs/**", "docs", false)]
    [InlineData("a/**/b.txt", "a/b.txt", true)]
    [InlineData("a/**/b.txt", "a/x/y/b.txt", true)]
    [InlineData("a/**/b.txt", "ab.txt", false)]
    [InlineData("a/**/b.txt", "a/xb.txt", false)]
    [InlineData("**", "any/thing", true)]
    [InlineData("node_modules/", "node_modules/x/y.js", true)]
    [InlineData("node_modules/", "web/node_modules/y.js", true)]
    [InlineData("node_modules/", "node_modules", false)]
    [InlineData("src/gen*/", "src/generated/a/b.cs", true)]
    [InlineData("src/gen*/", "src/generated", false)]
    [InlineData("samples", "samples/storefront/a.cs", true)]
    [InlineData("samples", "docs/samples/a", true)]
    [InlineData("samples", "samples.txt", false)]
    [InlineData("Makefile", "sub/Makefile", true)]
    [InlineData("?.c", "a.c", true)]
    [InlineData("?.c", "😀.c", true)]
    [InlineData("?.c", "ab.c", false)]
    [InlineData("a?b/x*", "a/b/x", false)]
    [InlineData("[a-c]*.h", "b1.h", true)]
    [InlineData("[!a-c]*.h", "b1.h", false)]
    [InlineData("[^a-c]*.h", "d1.h", true)]
    [InlineData("[]-]", "]", true)]
    [InlineData("[]-]", "-", true)]
    [InlineData("[\\]]", "]", true)]
    [InlineData("*.{ts,tsx}", "a/b.tsx", true)]
    [InlineData("*.{ts,tsx}", "a/b.js", false)]
    [InlineData("{src,test}/**/*.c", "test/x/y.c", true)]
    [InlineData("{a,b{c,d}}.x", "bd.x", true)]
    [InlineData("a{,b}.x", "a.x", true)]
    [InlineData("\\*.txt", "*.txt", true)]
    [InlineData("\\*.txt", "a.txt", false)]
    [InlineData("\\!a", "!a", true)]
    [InlineData("\\{a\\}", "{a}", true)]
    [InlineData("a**b", "axyb", true)]
    [InlineData("a**b/c", "a/b/c", false)]
    [InlineData("x y\n*", "x y\nz", true)]
    [InlineData("*", "-rf", true)]
    public void A_path_fits_or_does_not(string pattern, string path, bool fits)
    {
        Assert.True(Glob.TryParse(pattern, out var glob, out var error), error);
        Assert.Equal(fits, glob.IsMatch(path));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("!*.py", "\\!")]
    [InlineData("a[bc", "not closed")]
    [InlineData("a[", "not closed")]
    [InlineData("[!", "not closed")]
    [InlineData("a[]", "not closed")]
    [InlineData("a[b\\", "not closed")]
    [InlineData("a{b,c", "not closed")]
    [InlineData("a\\", "followed")]
    [InlineData("[z-a]", "backwards")]
    [InlineData("[a/b]", "slash")]
    [InlineData("[[:alpha:]]", "[a-zA-Z]")]
    [InlineData("../x", "stays in it")]
    [InlineData("a/./b", "relative")]
    [InlineData("a//b", "missing")]
    [InlineData("/", "nothing but slashes")]
    [InlineData("{,a}", "leaves nothing")]
    [InlineData("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", "256")]
    [InlineData("{{{{{{{{{{{{{{{{{{a", "nested")]
    public void A_mistake_is_refused_and_explained(string pattern, string part)
    {
        Assert.False(Glob.TryParse(pattern, out _, out var error));
        Assert.Contains(part, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docs/", "docs", true)]
    [InlineData("docs/", "a/docs", true)]
    [InlineData("docs", "docs", true)]
    [InlineData("docs/**", "docs/a", true)]
    [InlineData("docs/*", "docs", false)]
    [InlineData("**/*.md", "docs", false)]
    [InlineData("{docs/,src/*}", "src", false)]
    [InlineData("{docs/,src/*}", "docs", true)]
    [InlineData("**/x", "docs", false)]
    [InlineData("[!a]", "docs", false)]
    public void A_folder_is_covered_when_every_file_in_it_fits(string pattern, string folder, bool covered) =>
        Assert.Equal(covered, Glob.Parse(pattern).CoversFolder(folder));

    [Fact(Timeout = 120_000)]
    public async Task A_pattern_made_to_explode_ends_at_once()
    {
        var glob = Glob.Parse(string.Concat(Enumerable.Repeat("*a", 200)) + "b");
        var path = new string('a', 4000);
        Assert.False(await Task.Run(() => glob.IsMatch(path)));
    }
}
