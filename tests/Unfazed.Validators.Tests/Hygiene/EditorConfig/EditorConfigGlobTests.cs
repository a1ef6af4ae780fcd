using System.Diagnostics.CodeAnalysis;
using Unfazed.Validators.Hygiene.EditorConfig;

namespace Unfazed.Validators.Tests.Hygiene.EditorConfig;

/// <summary>The cases are those of the specification and its own tests (https://github.com/editorconfig/editorconfig-core-test).</summary>
public sealed class EditorConfigGlobTests
{
    [Theory]
    [InlineData("*", "a/b/.hidden", true)]
    [InlineData("*.{py,js,html}", "sub/test.js", true)]
    [InlineData("*.{py,js,html}", "test.pyc", false)]
    [InlineData("{single}.b", "{single}.b", true)]
    [InlineData("{single}.b", "single.b", false)]
    [InlineData("{}.c", "{}.c", true)]
    [InlineData("{}.c", ".c", false)]
    [InlineData("a{b,c,}.d", "a.d", true)]
    [InlineData("a{b,c,}.d", "ac.d", true)]
    [InlineData("a{b,c,}.d", "a,.d", false)]
    [InlineData("a{,b,,c,}.e", "ab.e", true)]
    [InlineData("{.f", "{.f", true)]
    [InlineData("{word,{also},this}.g", "{also}.g", true)]
    [InlineData("{word,{also},this}.g", "word,this}.g", false)]
    [InlineData("{{a,b},c}.k", "b.k", true)]
    [InlineData("{{a,b},c}.k", "{a,b}.k", false)]
    [InlineData("{a,{b,c}}.l", "c.l", true)]
    [InlineData("{},b}.h", "{},b}.h", true)]
    [InlineData("{{,b,c{d}.i", "{{,b,c{d}.i", true)]
    [InlineData("{{,b,c{d}.i", "c{d.i", false)]
    [InlineData("{a\\,b,cd}.txt", "a,b.txt", true)]
    [InlineData("{a\\,b,cd}.txt", "a.txt", false)]
    [InlineData("{e,\\},f}.txt", "}.txt", true)]
    [InlineData("{g,\\\\,i}.txt", "\\.txt", true)]
    [InlineData("{some,a{*c,b}[ef]}.j", "abce.j", true)]
    [InlineData("{some,a{*c,b}[ef]}.j", "abcg.j", false)]
    [InlineData("{some,a{*c,b}[ef]}.j", "ae.j", false)]
    [InlineData("{3..120}", "15", true)]
    [InlineData("{3..120}", "121", false)]
    [InlineData("{3..120}", "5a", false)]
    [InlineData("{3..120}", "060", false)]
    [InlineData("{-4..4}x", "-3x", true)]
    [InlineData("{3..1}", "2", false)]
    [InlineData("{aardvark..antelope}", "{aardvark..antelope}", true)]
    [InlineData("{aardvark..antelope}", "agreement", false)]
    [InlineData("[ab].a", "a.a", true)]
    [InlineData("[!ab].b", "c.b", true)]
    [InlineData("[!ab].b", "a.b", false)]
    [InlineData("[d-g].c", "f.c", true)]
    [InlineData("[d-g].c", "h.c", false)]
    [InlineData("[-ab].f", "-.f", true)]
    [InlineData("[\\]ab].g", "].g", true)]
    [InlineData("[ab]].g", "b].g", true)]
    [InlineData("[!\\]ab].g", "c.g", true)]
    [InlineData("[!ab]].g", "c].g", true)]
    [InlineData("ab[e/]cd.i", "ab[e/]cd.i", true)]
    [InlineData("ab[e/]cd.i", "ab/cd.i", false)]
    [InlineData("ab[/c", "ab[/c", true)]
    [InlineData("a*e.c", "abcde.c", true)]
    [InlineData("a*e.c", "a/e.c", false)]
    [InlineData("Bar/*", "Bar/foo.txt", true)]
    [InlineData("Bar/*", "bat/Bar/foo.txt", false)]
    [InlineData("/Bar/*", "Bar/foo.txt", true)]
    [InlineData("/a.c", "sub/a.c", false)]
    [InlineData("a**z.c", "am/nz.c", true)]
    [InlineData("a**z.c", "x/a/z.c", true)]
    [InlineData("b/**z.c", "b/mn/z.c", true)]
    [InlineData("b/**z.c", "bmn/z.c", false)]
    [InlineData("c**/z.c", "c/mn/z.c", true)]
    [InlineData("c**/z.c", "c/mnz.c", false)]
    [InlineData("d/**/z.c", "d/z.c", true)]
    [InlineData("d/**/z.c", "d/mn/z.c", true)]
    [InlineData("d/**/z.c", "d/mnz.c", false)]
    [InlineData("som?.c", "some.c", true)]
    [InlineData("som?.c", "som.c", false)]
    [InlineData("som?.c", "som/.c", false)]
    [InlineData("som?.c", "som𝒳.c", true)]
    [InlineData("中文.txt", "中文.txt", true)]
    [InlineData("folder/", "folder/a", false)]
    public void Patterns_fit_as_the_specification_says(string pattern, string path, bool fits) =>
        Assert.Equal(fits, EditorConfigGlob.Parse(pattern).IsMatch(path));

    [Fact(Timeout = 120_000)]
    public async Task A_pattern_of_many_stars_takes_no_exponential_time()
    {
        var glob = EditorConfigGlob.Parse(string.Concat(Enumerable.Repeat("*a{b,*}", 100)) + "ec");
        Assert.False(await Task.Run(() => glob.IsMatch(new string('a', 1000) + "dc")));
    }

    [Fact(Timeout = 120_000)]
    [SuppressMessage("Security", "CA5394", Justification = "A seeded generator is the point.")]
    public async Task No_pattern_and_no_file_of_random_characters_breaks_the_reader()
    {
        var random = new Random(20_261_122);
        await Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                var pattern = Text(random, "ab*?[]{},.!-\\/19=;#\n\0é", 24);
                var path = Text(random, "ab/.19-,{}[]", 20);
                EditorConfigGlob.Parse(pattern).IsMatch(path);
                EditorConfigFile.Parse($"[{pattern}]\nend_of_line={path}\n{pattern}").Apply(path, default);
            }
        });
    }

    private static string Text(Random random, string alphabet, int length) =>
        string.Concat(Enumerable.Range(0, random.Next(length)).Select(_ => alphabet[random.Next(alphabet.Length)]));
}
