using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;

namespace Unfazed.Validators.Tests.Tools.Detection;

public sealed class ToolDetectionTests : IDisposable
{
    private readonly ToolScene _scene = new();

    public ToolDetectionTests()
    {
        _scene.SearchPath = _scene.Repository["programs"];
        foreach (var program in (string[])["flake8", "mypy", "bandit", "shellcheck"])
        {
            _scene.WriteProgram($"programs/{program}", "#!/bin/sh\n");
        }
    }

    [Theory]
    [InlineData("setup.cfg", "[flake8]\nmax-line-length = 100\n", "flake8", "setup.cfg [flake8]")]
    [InlineData("tox.ini", "[tox]\n\n[flake8]\n", "flake8", "tox.ini [flake8]")]
    [InlineData(".flake8", "", "flake8", ".flake8")]
    [InlineData("pyproject.toml", "[tool.mypy]\nstrict = true\n", "mypy", "pyproject.toml [tool.mypy]")]
    [InlineData("pyproject.toml", "[[tool.mypy.overrides]]\n", "mypy", "pyproject.toml [tool.mypy]")]
    [InlineData("pyproject.toml", "[tool]\nmypy = { strict = true }\n", "mypy", "pyproject.toml [tool.mypy]")]
    [InlineData("pyproject.toml", "[tool.bandit]\n", "bandit", "pyproject.toml [tool.bandit]")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\n  'requests', # not flake8\n  \"mypy>=1 ; python_version > '3'\",\n]\n", "mypy", "mypy in pyproject.toml")]
    [InlineData("pyproject.toml", "[dependency-groups]\ndev = [\"Flake8 ~= 7.0\"]\n", "flake8", "flake8 in pyproject.toml")]
    [InlineData("pyproject.toml", "[project.optional-dependencies]\ndev = [\"bandit[toml]\"]\n", "bandit", "bandit in pyproject.toml")]
    [InlineData("pyproject.toml", "[tool.poetry.group.dev.dependencies]\nflake8 = \"^7.0\"\n", "flake8", "flake8 in pyproject.toml")]
    [InlineData("requirements-dev.txt", "-r requirements.txt\nmypy==1.0.1\n", "mypy", "mypy in requirements-dev.txt")]
    [InlineData("Pipfile", "[dev-packages]\nbandit = \"*\"\n", "bandit", "bandit in Pipfile")]
    [InlineData("poetry.lock", "[[package]]\nname = \"flake8\"\nversion = \"7\"\n", "flake8", "flake8 in poetry.lock")]
    [InlineData("backend/setup.cfg", "[flake8]\n", "flake8", "backend/setup.cfg [flake8]")]
    public async Task Evidence_makes_a_tool_expected_and_is_its_reason(string file, string content, string tool, string reason)
    {
        _scene.Write(file, content);
        _scene.Write("backend/a.py", "");

        var check = Assert.Single((await _scene.DiscoverAsync()).Checks);

        Assert.Equal((tool, reason), (check.Name, check.Reason));
        Assert.NotNull(check.Validator);
        Assert.Contains(file, check.ConfigurationFiles);
    }

    [Theory]
    [InlineData("setup.cfg", "[metadata]\nname = flake8\n")]
    [InlineData("setup.cfg", "[tool:pytest]\naddopts =\n  [flake8]\n")]
    [InlineData("pyproject.toml", "text = '''\n[tool.mypy]\n'''\n")]
    [InlineData("pyproject.toml", "# [tool.mypy]\n[tool.mypyc]\n")]
    [InlineData("pyproject.toml", "[project]\nname = \"flake8\"\ndependencies = [\"flake8-bugbear\"]\n")]
    [InlineData("requirements.txt", "# flake8\n./flake8\nhttps://example.org/mypy\n")]
    [InlineData("notes/flake8.txt", "flake8")]
    public async Task What_only_looks_like_evidence_is_none(string file, string content)
    {
        _scene.Write(file, content);
        _scene.Write("a.py", "");

        Assert.Empty((await _scene.DiscoverAsync()).Checks);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_language_without_evidence_gives_one_line_and_no_check()
    {
        _scene.Write("a.py", "");
        _scene.Write("run.sh", "");

        var discovery = await _scene.DiscoverAsync();

        Assert.Empty(discovery.Checks);
        Assert.Equal(2, discovery.Suggestions.Length);
        Assert.StartsWith("Python: no linter, type checker or security scanner is configured here; flake8, mypy and bandit are installed: add", discovery.Suggestions[0], StringComparison.Ordinal);
        Assert.StartsWith("Shell: no linter is configured here; shellcheck is installed: add", discovery.Suggestions[1], StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task With_detect_false_only_what_is_listed_runs_and_nothing_is_suggested()
    {
        _scene.Write("setup.cfg", "[flake8]\n[mypy]\n");
        _scene.Write("a.py", "");
        _scene.Write("run.sh", "");
        _scene.Configuration = new UnfazedConfiguration { Detect = Setting<bool>.Default(false), Checks = [ToolScene.Entry("mypy")] };

        var discovery = await _scene.DiscoverAsync();

        Assert.Equal(("mypy", "checks.mypy in unfazed.yaml"), discovery.Checks.Select(static check => (check.Name, check.Reason)).Single());
        Assert.Empty(discovery.Suggestions);
    }

    [Fact(Timeout = 120_000)]
    public async Task Configurations_below_one_that_counts_are_checked_from_there_and_others_on_their_own()
    {
        foreach (var folder in (string[])["one", "one/deep", "two"])
        {
            _scene.Write($"{folder}/ruff.toml", "");
            _scene.Write($"{folder}/a.py", "");
        }

        Assert.Equal(["one", "two"], (await _scene.DiscoverAsync()).Checks.Select(static check => check.Directory));
    }

    [Fact(Timeout = 120_000)]
    public async Task Expected_and_missing_is_unavailable_with_the_way_to_get_it()
    {
        File.Delete(_scene.Repository["programs/mypy"]);
        _scene.Write("mypy.ini", "[mypy]\n");
        _scene.Write("a.py", "");
        _scene.Write("uv.lock", "");

        var check = Assert.Single((await _scene.DiscoverAsync()).Checks);

        Assert.Equal((ObservationEnding.Unavailable, ErrorCodes.ToolMissing), (check.Settled?.Ending, check.Settled?.Error));
        Assert.Equal("mypy is expected here and not installed; install it with: uv add --dev mypy", check.Settled?.Message);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_project_s_own_program_comes_before_the_path_and_an_explicit_one_before_both()
    {
        _scene.Write("backend/.flake8", "");
        _scene.Write("backend/a.py", "");
        _scene.WriteProgram(".venv/bin/flake8", "#!/bin/sh\n");
        Assert.Equal(_scene.Repository[".venv/bin/flake8"], (await _scene.CheckAsync("flake8")).Program);

        _scene.WriteProgram("backend/venv/bin/flake8", "#!/bin/sh\n");
        Assert.Equal(_scene.Repository["backend/venv/bin/flake8"], (await _scene.CheckAsync("flake8")).Program);

        _scene.Configure(ToolScene.Entry("flake8") with { Path = Setting<string>.Default("programs/flake8") });
        Assert.Equal(_scene.Repository["programs/flake8"], (await _scene.CheckAsync("flake8")).Program);
    }

    [Fact(Timeout = 120_000)]
    public async Task Settings_of_a_known_tool_change_how_it_runs()
    {
        _scene.Write(".flake8", "");
        _scene.Write("a.py", "");
        _scene.Write("old/b.py", "");
        _scene.Configure(ToolScene.Entry("flake8") with
        {
            Dimension = Setting<Dimension>.Default(Dimension.Lint),
            Arguments = Setting<ImmutableArray<string>>.Default(["--max-line-length=120"]),
            Exclude = Setting<ImmutableArray<string>>.Default(["old/"]),
            Lock = Setting<string>.Default("python"),
            Cores = Setting<double>.Default(2),
        });

        var check = await _scene.CheckAsync("flake8");

        Assert.Equal((Dimension.Lint, 2.0, "python"), (check.Dimension, check.Cores, check.Locks.Single()));
        Assert.Equal("--max-line-length=120", check.Command[1]);
        Assert.Equal("1 file", (await _scene.RunAsync(check)).Summary);
    }

    public void Dispose() => _scene.Dispose();
}
