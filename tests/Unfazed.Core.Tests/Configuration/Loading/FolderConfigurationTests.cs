using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Tests.Configuration.Loading;

public sealed class FolderConfigurationTests : IDisposable
{
    private readonly LoadedFolder _folder = new();

    [Fact]
    public void In_its_folder_a_file_beats_the_roots_and_elsewhere_it_says_nothing()
    {
        _folder.Write("unfazed.yaml", "checks: { mypy: { tier: warning, timeout: 1m } }\nseverity: { flake8: note }\n");
        _folder.Write("apps/unfazed.yaml", "checks: { mypy: { timeout: 2m } }\nseverity: { mypy: note }\n");
        _folder.Write("apps/web/unfazed.yaml", "checks: { mypy: { tier: blocker } }\n");

        var configuration = Load("apps/unfazed.yaml", "apps/web/unfazed.yaml");

        Assert.Equal(("1m", ValidationTier.Warning), Mypy(configuration, "apps2/x.py"));
        Assert.Equal(("2m", ValidationTier.Warning), Mypy(configuration, "apps/x.py"));
        Assert.Equal(("2m", ValidationTier.Blocker), Mypy(configuration, "apps/web"));
        Assert.Equal(2, configuration.At("apps/web/a.py").Severities.Count);
        Assert.Single(configuration.Severities);
    }

    [Fact]
    public void Variables_and_options_beat_it()
    {
        _folder.Write("a/unfazed.yaml", "checks: { mypy: { timeout: 2m } }\n");
        _folder.Options.Add(new OptionText("timeout", "mypy=5s"));

        Assert.Equal(TimeSpan.FromSeconds(5), Load("a/unfazed.yaml").At("a").TimeoutOptions["mypy"].Value);
    }

    [Theory]
    [InlineData("gen", "a/gen/x.py a/b/gen/x.py", "gen/x.py b/gen/x.py")]
    [InlineData("gen/*.py", "a/gen/x.py", "a/b/gen/x.py gen/x.py")]
    [InlineData("'{x,b/y}.py'", "a/x.py a/b/x.py a/b/y.py", "x.py a/c/b/y.py")]
    [InlineData("'**/gen/'", "a/gen/x.py a/b/gen/x.py", "gen/x.py")]
    public void Its_globs_start_where_it_stands(string glob, string fits, string fitsNot)
    {
        _folder.Write("a/unfazed.yaml", $"exclude: [{glob}]\nignore: [{{ tool: flake8, path: {glob} }}]\n");

        var configuration = Load("a/unfazed.yaml");

        var excluded = configuration.Exclude.Select(static one => Glob.Parse(one.Value)).ToList();
        var ignored = configuration.Ignore.Select(static rule => Glob.Parse(rule.Path!)).ToList();
        Assert.All(fits.Split(' '), path => Assert.True(excluded.Exists(one => one.IsMatch(path)) && ignored.Exists(one => one.IsMatch(path)), path));
        Assert.All(fitsNot.Split(' '), path => Assert.False(excluded.Exists(one => one.IsMatch(path)) || ignored.Exists(one => one.IsMatch(path)), path));
    }

    [Fact]
    public void A_rule_without_a_path_ignores_in_its_folder_alone_whatever_that_is_called()
    {
        _folder.Write("we[i]rd, {x}/unfazed.yaml", "ignore: [{ rule: E501 }]\n");

        var glob = Glob.Parse(Assert.Single(Load("we[i]rd, {x}/unfazed.yaml").Ignore).Path!);

        Assert.True(glob.IsMatch("we[i]rd, {x}/b/c.py"));
        Assert.False(glob.IsMatch("weird, x/c.py") || glob.IsMatch("x/we[i]rd, {x}/c.py"));
    }

    [Fact]
    public void A_command_runs_where_it_stands_unless_it_says_where()
    {
        _folder.Write("unfazed.yaml", "checks: { tests: { run: root, each: '*/x.json' } }\n");
        _folder.Write("a/sub/x", "");
        _folder.Write("a/unfazed.yaml", "checks:\n  tests: { run: here }\n  docs: { run: there, dir: sub, files: '*.md' }\n");

        var configuration = Load("a/unfazed.yaml").At("a");

        Assert.Equal(("a", null), (configuration.FindCheck("tests")!.Directory?.Value, configuration.FindCheck("tests")!.Each));
        Assert.Equal("a/sub", configuration.FindCheck("docs")!.Directory?.Value);
        Assert.Equal<string>(["a/**/*.md"], configuration.FindCheck("docs")!.Files!.Value.Value);
    }

    [Theory]
    [InlineData("deadline: 1m", "a/unfazed.yaml:1:1: \"deadline\" has no place below the root, where a file takes checks, dimensions, ignore, severity, exclude: move it to the file at the root")]
    [InlineData("extends: x.yaml", "a/unfazed.yaml:1:1: \"extends\" has no place below the root")]
    [InlineData("agents: {}", "a/unfazed.yaml:1:1: \"agents\" has no place below the root")]
    [InlineData("cheks: {}", "a/unfazed.yaml:1:1: unknown key \"cheks\" in a configuration below the root; did you mean \"checks\"?")]
    [InlineData("checks: { nosuch: {} }", "a/unfazed.yaml:1:11: unknown check \"nosuch\"")]
    [InlineData("exclude: [../b/]", "a/unfazed.yaml:1:11: \"../b/\": a pattern has no \"..\"")]
    [InlineData("checks: { t: { run: x, dir: ../b } }", "a/unfazed.yaml:1:29: \"../b\" leaves the root")]
    [InlineData("checks: { hygiene: { tier: warning } }", "a/unfazed.yaml:1:22: \"tier\": hygiene is one check for the whole repository")]
    [InlineData("checks: { t: { run: x, dir: b, each: c } }", "a/unfazed.yaml:1:32: \"each\" says where it runs, and so does \"dir\"")]
    [InlineData("- x", "a/unfazed.yaml:1:1: a configuration is a mapping")]
    [InlineData("a: [", "a/unfazed.yaml:")]
    public void What_has_no_place_there_is_an_error_where_it_stands(string yaml, string error)
    {
        _folder.Write("b/x", "");
        _folder.Write("a/b/x", "");
        _folder.Write("a/unfazed.yaml", yaml + "\n");

        Assert.Contains(_folder.Load("a/unfazed.yaml").Errors, said => said.ToString().StartsWith(error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tier: warning", "a/unfazed.yaml:1:20: \"tier\": \"tests\" does not run in this folder (unfazed.yaml:1:")]
    [InlineData("exclude: [x/], timeout: 1m", "a/unfazed.yaml:1:35: \"timeout\": \"tests\" does not run in this folder")]
    public void Settings_of_a_custom_check_that_runs_elsewhere_are_refused(string settings, string error)
    {
        foreach (var definition in new[] { "run: make", "run: make, dir: b", "run: make, dir: .", "run: make, dir: ab" })
        {
            _folder.Write("b/x", "");
            _folder.Write("ab/x", "");
            _folder.Write("unfazed.yaml", $"checks: {{ tests: {{ {definition} }} }}\n");
            _folder.Write("a/unfazed.yaml", $"checks: {{ tests: {{ {settings} }} }}\n");

            var said = Assert.Single(_folder.Load("a/unfazed.yaml").Errors);
            Assert.StartsWith(error, said.ToString(), StringComparison.Ordinal);
            Assert.EndsWith("give it a \"run\" here, or use \"exclude\" or false", said.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("tests: { run: make, each: '*/x' }", "tests: { tier: warning }")]
    [InlineData("tests: { run: make, dir: a }", "tests: { tier: warning }")]
    [InlineData("tests: { run: make, dir: ./a/sub/ }", "tests: { timeout: 1m }")]
    [InlineData("tests: { run: make }", "tests: { run: here, tier: warning }")]
    [InlineData("tests: { run: make }", "tests: { exclude: [gen/] }")]
    [InlineData("tests: { run: make }", "tests: false")]
    public void Settings_of_a_custom_check_that_may_run_in_the_folder_and_leaving_files_out_are_taken(string root, string folder)
    {
        _folder.Write("a/sub/x", "");
        _folder.Write("unfazed.yaml", $"checks: {{ {root} }}\n");
        _folder.Write("a/unfazed.yaml", $"checks: {{ {folder} }}\n");

        Load("a/unfazed.yaml");
    }

    [Fact]
    public void Two_files_in_a_folder_are_an_error_and_so_is_every_mistake_of_all_files_at_once()
    {
        _folder.Write("unfazed.yaml", "deadlin: 1m\n");
        _folder.Write("a/unfazed.yaml", "x: 1\n");
        _folder.Write("a/unfazed.json", "{}\n");

        var errors = _folder.Load("a/unfazed.yaml", "a/unfazed.json").Errors;

        Assert.Equal(["a/unfazed.json", "a/unfazed.yaml", "unfazed.yaml"], errors.Select(static error => error.Source.Place));
    }

    [Fact]
    public void Each_value_is_listed_with_its_folder_and_its_source()
    {
        _folder.Write("a/unfazed.yaml", "checks: { mypy: { tier: warning } }\n");

        var entry = Assert.Single(ConfigurationListing.Of(Load("a/unfazed.yaml")), static entry => entry.Path.StartsWith("a:", StringComparison.Ordinal));

        Assert.Equal(("a: checks.mypy.tier", "warning", "a/unfazed.yaml:1:19"), (entry.Path, entry.Value, entry.Source.ToString()));
    }

    public void Dispose() => _folder.Dispose();

    private UnfazedConfiguration Load(params string[] below)
    {
        var result = _folder.Load(below);
        Assert.True(result.Configuration is not null, string.Join('\n', result.Errors));
        return result.Configuration!;
    }

    private static (string Timeout, ValidationTier? Tier) Mypy(UnfazedConfiguration configuration, string path)
    {
        var mypy = configuration.At(path).FindCheck("mypy")!;
        return (DurationText.Of(mypy.Timeout!.Value.Value), mypy.Tier?.Value);
    }
}
