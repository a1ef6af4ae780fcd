using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Caching;

/// <summary>Tools of the catalogue: their configuration, version and plug-ins decide about their answers, and so does each file by itself.</summary>
public sealed class CachedToolTests : IDisposable
{
    private const int Limit = 240_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();
    private readonly TemporaryDirectory _home = new();

    public CachedToolTests()
    {
        foreach (var (name, value) in TestRepository.Variables)
        {
            _unfazed.Variables[name] = value;
        }

        _unfazed.Variables["HOME"] = _home.Path;
        _repository.Folder.Write(".flake8", "[flake8]\nmax-line-length = 100\n");
        _repository.Folder.Write("a.py", "import os\n");
        _repository.Folder.Write("b.py", "x = 1\n");
        _repository.Folder.Write("lib/c.py", "y = 2\n");
        _repository.Commit();
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task Only_the_files_that_are_not_known_are_looked_at_again()
    {
        var first = await RunAsync();
        _repository.Folder.Write("b.py", "x = 1\nimport sys\n");
        var second = await RunAsync();
        var third = await RunAsync();

        Assert.Equal(["a.py F401"], first.Findings);
        Assert.Equal(["a.py F401", "b.py E402", "b.py F401"], second.Findings);
        Assert.False(first.Cached || second.Cached);
        Assert.Equal(2, second.CachedFiles);
        Assert.Equal("3 problems in 2 files", second.Message);
        Assert.True(third.Cached);
        Assert.Equal(second.Findings, third.Findings);
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task A_narrowed_run_and_a_whole_one_know_the_same_of_a_file()
    {
        await RunAsync();
        _repository.Folder.Write("b.py", "x = 1\nimport sys\n");
        await RunAsync("--changed");
        var whole = await RunAsync();

        Assert.True(whole.Cached);
        Assert.Equal(["a.py F401", "b.py E402", "b.py F401"], whole.Findings);
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task Its_configuration_decides()
    {
        await RunAsync();
        _repository.Folder.Write(".flake8", "[flake8]\nignore = F401\n");

        Assert.Equal(["configuration .flake8 changed"], await WhyAsync());
        var again = await RunAsync();
        Assert.False(again.Cached);
        Assert.Empty(again.Findings);
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task So_does_a_file_that_its_configuration_names_and_a_configuration_that_git_ignores()
    {
        _repository.Folder.Write(".flake8", "[flake8]\nmax-line-length = 100\nappend-config = more/flake8.ini\n");
        _repository.Folder.Write("more/flake8.ini", "[flake8]\n");
        _repository.Folder.Write(".gitignore", "setup.cfg\n");
        await RunAsync();
        _repository.Folder.Write("more/flake8.ini", "[flake8]\nmax-line-length = 90\n");
        Assert.Equal(["configuration more/flake8.ini changed"], await WhyAsync());
        await RunAsync();
        _repository.Folder.Write("setup.cfg", "[flake8]\nignore = F401\n");

        Assert.Equal(["configuration setup.cfg added"], await WhyAsync());
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task A_plug_in_of_the_repository_decides_though_it_is_looked_at_itself()
    {
        _repository.Folder.Write(".flake8", "[flake8]\nexclude = lib\n[flake8:local-plugins]\nextension =\n  XL1 = local:Check\npaths =\n  ./lib\n");
        string Plugin(string text) => $"class Check:\n    name, version = 'xl', '1'\n\n    def __init__(self, tree):\n        pass\n\n    def run(self):\n        yield 1, 0, 'XL100 {text}', type(self)\n";
        _repository.Folder.Write("lib/local.py", Plugin("first"));
        Assert.Contains("b.py XL100", (await RunAsync()).Findings);
        _repository.Folder.Write("lib/local.py", Plugin("second"));

        Assert.Contains("configuration lib/local.py changed", await WhyAsync());
        Assert.False((await RunAsync()).Cached);
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task A_plug_in_that_is_installed_decides()
    {
        await RunAsync();
        var packages = $".local/lib/python{await PythonAsync()}/site-packages";
        _home.Write($"{packages}/xq_check.py", "class Check:\n    name, version = 'xq', '1.2'\n    def __init__(self, tree): pass\n    def run(self): yield 1, 0, 'XQ100 found by the plug-in', type(self)\n");
        _home.Write($"{packages}/xq_check-1.2.dist-info/METADATA", "Metadata-Version: 2.1\nName: xq-check\nVersion: 1.2\n");
        _home.Write($"{packages}/xq_check-1.2.dist-info/entry_points.txt", "[flake8.extension]\nXQ1 = xq_check:Check\n");

        Assert.Contains("package xq_check added", await WhyAsync());
        Assert.Contains("a.py XQ100", (await RunAsync()).Findings);
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task Its_version_decides()
    {
        void Write(string version) => _repository.Folder.WriteExecutable(
            "tools/flake8", $"#!/bin/sh\ntest \"$1\" != --version || {{ echo {version}; exit; }}\nexec flake8 \"$@\"\n");
        _repository.Folder.Write("unfazed.yaml", "version: 1\nchecks: { flake8: { path: tools/flake8 } }\n");
        Write("7.0.1");
        await RunAsync();
        Assert.True((await RunAsync()).Cached);
        Write("7.1.0");

        Assert.Contains("tool version changed", await WhyAsync());
        var ended = await _unfazed.RunAsync(_repository.Path, "why", "flake8");
        Assert.Contains("flake8 itself went from 7.0.1 to 7.1.0", ended.Output, StringComparison.Ordinal);
        Assert.False((await RunAsync()).Cached);
    }

    [ToolFact("mypy", Timeout = Limit)]
    public async Task A_tool_of_the_whole_project_is_cached_as_a_whole()
    {
        _repository.Folder.Write("mypy.ini", "[mypy]\n");
        _repository.Folder.Write("unfazed.yaml", "version: 1\n");
        await RunAsync("mypy");
        Assert.True((await RunAsync("mypy")).Cached);

        _repository.Folder.Write("unfazed.yaml", "version: 1\nseverity: { mypy: note }\n");
        Assert.True((await RunAsync("mypy")).Cached);

        _repository.Folder.Write("README.md", "a mypy plug-in may read it\n");
        Assert.False((await RunAsync("mypy")).Cached);
    }

    [Fact(Timeout = Limit)]
    public async Task The_built_in_checks_are_cached_as_a_whole()
    {
        Assert.False((await RunAsync("hygiene")).Cached);
        Assert.True((await RunAsync("hygiene")).Cached);

        _repository.Folder.Write("b.py", "<<<<<<< ours\n");
        Assert.Contains("b.py check-merge-conflict", (await RunAsync("hygiene")).Findings);
        _repository.Folder.Write("unfazed.yaml", "version: 1\nhygiene: { check-merge-conflict: false }\n");
        var ended = await RunAsync("hygiene");
        Assert.False(ended.Cached);
        Assert.DoesNotContain("b.py check-merge-conflict", ended.Findings);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
        _home.Dispose();
    }

    private async Task<string> PythonAsync()
    {
        var ended = await _unfazed.ShellAsync(_repository.Path, "python3 -c 'import sys; print(\"%d.%d\" % sys.version_info[:2])'");
        return ended.Output.Trim();
    }

    private async Task<Answer> RunAsync(params string[] arguments)
    {
        string[] which = arguments.Any(static argument => !argument.StartsWith('-')) ? arguments : ["flake8", .. arguments];
        var ended = await _unfazed.RunAsync(_repository.Path, [.. which, "--format", "json"]);
        Assert.True(ended.ExitCode is 0 or 1, ended.Error + ended.Output);
        using var report = JsonDocument.Parse(ended.Output);
        var result = report.RootElement.GetProperty("tiers").EnumerateArray().SelectMany(static tier => tier.GetProperty("results").EnumerateArray()).Single();
        var check = result.GetProperty("checks").EnumerateArray().Single();
        return new Answer(
            check.GetProperty("cached").GetBoolean(),
            [.. result.GetProperty("findings").EnumerateArray().Select(static finding => $"{finding.GetProperty("path").GetString()} {finding.GetProperty("rule").GetString()}")],
            check.GetProperty("details").TryGetProperty("cached_files", out var files) ? files.GetInt32() : 0,
            check.GetProperty("message").GetString()!);
    }

    private async Task<string[]> WhyAsync()
    {
        var ended = await _unfazed.RunAsync(_repository.Path, "why", "flake8", "--format", "json");
        using var answer = JsonDocument.Parse(ended.Output);
        return
        [
            .. Assert.Single(answer.RootElement.GetProperty("checks").EnumerateArray().ToList()).GetProperty("differences").EnumerateArray()
                .Select(static difference => $"{difference.GetProperty("part").GetString()} {difference.GetProperty("name").GetString()} {difference.GetProperty("change").GetString()}"),
        ];
    }

    private sealed record Answer(bool Cached, string[] Findings, int CachedFiles, string Message);
}
