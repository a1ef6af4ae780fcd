namespace Unfazed.Core.Tests.Configuration.Loading;

public sealed class CheckSettingsTests
{
    [Theory]
    [InlineData("{ mpyy: { tier: 1 } }", "1:11: unknown check \"mpyy\"; did you mean \"mypy\"? (a check of one's own needs \"run\")")]
    [InlineData("{ nothing: false }", "1:11: unknown check \"nothing\" (a check of one's own needs \"run\")")]
    [InlineData("{ mypy: { parse: sarif } }", "1:19: \"parse\" needs \"run\": without it the known tool's own way is used")]
    [InlineData("{ mypy: { files: a } }", "1:19: \"files\" needs \"run\": without it the known tool's own way is used")]
    [InlineData("{ own: { run: x, path: y } }", "1:26: \"path\" is for a known tool: with \"run\" it says nothing")]
    [InlineData("{ own: { run: x, args: [y] } }", "1:26: \"args\" is for a known tool: with \"run\" it says nothing")]
    [InlineData("{ hygiene: { args: [y] } }", "1:22: \"args\" has no place here: hygiene is built in and takes dimension, tier, timeout, exclude")]
    [InlineData("{ own: { run: x, parse: regex } }", "1:26: parse: regex needs \"pattern\"")]
    [InlineData("{ own: { run: x, pattern: '(?<message>.)' } }", "1:26: \"pattern\" needs parse: regex")]
    [InlineData("{ mypy: { each: '*.csproj' } }", "1:19: \"each\" needs \"run\": without it the known tool's own way is used")]
    [InlineData("{ own: { run: x, timeot: 1s } }", "1:26: unknown key \"timeot\" in a check; did you mean \"timeout\"?")]
    [InlineData("{ own: { run: x, dimension: lnit } }", "1:37: unknown dimension \"lnit\"; did you mean \"lint\"?")]
    [InlineData("{ own: { run: x, report: a.xml } }", "1:26: \"report\" needs \"parse\" with a format")]
    [InlineData("{ own: { run: 'x {report}' } }", "1:18: {report} needs \"parse\" with a format")]
    [InlineData("{ own: { run: x, dir: src, parse: junit, report: ../../a.xml } }", "1:58: \"../../a.xml\" leaves the root: give a path below it")]
    [InlineData("{ flake8: { report: a.xml } }", "1:21: \"report\" needs \"run\": without it the known tool's own way is used")]
    [InlineData("{ own: { run: x, parse: hygiene } }", "1:33: unknown form of output \"hygiene\" (one of exit-code, sarif, checkstyle, junit, cobertura, lcov, github, gcc, regex, maven, gradle, javac, go-test, cargo-test, ctest, flake8, mypy, eslint, pylint)")]
    [InlineData("{ own: { run: 'x a{files}' } }", "1:23: {files} must be a word of its own, not part of \"a{files}\"")]
    [InlineData("{ own: { run: '{files}' } }", "1:23: {files} cannot be the program: put it after it")]
    [InlineData("{ own: { run: 'x {files} {files}' } }", "1:23: {files} stands here twice: once is enough")]
    [InlineData("{ own: { run: x, version: 'x {files}' } }", "1:35: {files} has no place here: only \"run\" takes files")]
    [InlineData("{ own: { run: x, files: '[a' } }", "1:33: \"[a\": ")]
    [InlineData("{ own: { run: x, files: '../**' } }", "1:33: \"../**\": ")]
    [InlineData("{ own: { run: x, files: 'out/*' } }", "1:33: \"out/*\" leaves the root: give a glob of paths below it")]
    [InlineData("{ own: { run: x, dir: .. } }", "1:31: \"..\" leaves the root: give a path below it")]
    [InlineData("{ own: { run: x, dir: /etc } }", "1:31: \"/etc\" is not a path relative to the root, such as src/app")]
    [InlineData("{ own: { run: x, dir: out/x } }", "1:31: \"out/x\" leaves the root: give a path below it")]
    [InlineData("{ own: { run: x, dir: loop } }", "1:31: \"loop\" leaves the root: give a path below it")]
    [InlineData("{ mypy: { path: ../mypy } }", "1:25: \"../mypy\" leaves the root: give a path below it, or an absolute one")]
    [InlineData("{ '../x': { run: x } }", "1:11: \"../x\" cannot be a name: letters, digits, -, _ and ., at most 100, a letter or digit first")]
    public void What_does_not_go_together_is_said_where_it_stands(string checks, string expected)
    {
        using var folder = new LoadedFolder();
        folder.Write("unfazed.yaml", "checks: " + checks);
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "out"), "..");
        File.CreateSymbolicLink(Path.Combine(folder.Root, "loop"), "loop");
        Assert.StartsWith("unfazed.yaml:" + expected, Assert.Single(folder.LoadErrors()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(?<message>.", "not a regular expression")]
    [InlineData("(?=a)(?<message>.)", "needs backtracking")]
    [InlineData("(?<message>.)\\1", "needs backtracking")]
    [InlineData("((a{1,100}){1,100}){1,100}(?<message>.)", "needs backtracking")]
    [InlineData("(?<mesage>.)", "unknown group \"mesage\"; did you mean \"message\"?")]
    [InlineData("(?<path>.)", "the pattern needs a group (?<message>…)")]
    public void A_pattern_that_cannot_be_used_is_refused_when_it_is_read(string pattern, string expected) =>
        Assert.Contains(expected, Assert.Single(LoadedFolder.Errors($"checks: {{ own: {{ run: x, parse: regex, pattern: '{pattern}' }} }}")), StringComparison.Ordinal);

    [Fact]
    public void A_folder_is_kept_in_its_shortest_form_and_a_tools_path_as_it_stands()
    {
        var configuration = LoadedFolder.Right("checks: { own: { run: x, dir: ./a/../b/ }, mypy: { path: /usr/bin/mypy } }");
        Assert.Equal("b", configuration.FindCheck("own")!.Directory!.Value.Value);
        Assert.Equal("/usr/bin/mypy", configuration.FindCheck("mypy")!.Path!.Value.Value);
    }
}
