using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class RunComparisonTests : IDisposable
{
    private const int Limit = 120_000;
    private const string Bad = "<<<<<<< HEAD\n";

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    [Fact(Timeout = Limit)]
    public async Task Two_runs_tell_what_is_new_fixed_and_still_open()
    {
        Write(("a.txt", Bad), ("b.txt", Bad), ("c.txt", "good\n"));
        var before = await RunAsync();
        Write(("a.txt", "good\n"), ("c.txt", Bad));
        await RunAsync();

        var json = await CompareAsync(before);
        Assert.Equal(["c.txt"], Paths(json, "new"));
        Assert.Equal(["a.txt"], Paths(json, "fixed"));
        Assert.Equal(["b.txt"], Paths(json, "open"));
        Assert.Equal(before, json.GetProperty("compared_with").GetString());

        var pretty = await _unfazed.RunAsync(_repository.Path, "report", "--compare", before);
        Assert.Equal(0, pretty.ExitCode);
        Assert.Contains("new: 1\n  c.txt:1:1 hygiene check-merge-conflict", pretty.Output, StringComparison.Ordinal);
        Assert.Contains("fixed: 1\n  a.txt:1:1", pretty.Output, StringComparison.Ordinal);
        Assert.Contains("still open: 1\n", pretty.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_run_did_not_look_at_is_neither_fixed_nor_new()
    {
        Write(("a.txt", Bad), ("b.txt", Bad), ("gone.txt", Bad));
        var whole = await RunAsync();
        File.Delete(_repository.Folder["gone.txt"]);
        var narrowed = await RunAsync("./b.txt");

        var json = await CompareAsync(whole);
        Assert.Equal(["a.txt", "gone.txt"], Paths(json, "not_verified"));
        Assert.Equal(["b.txt"], Paths(json, "open"));
        Assert.Empty(Paths(json, "fixed"));

        var other = await RunAsync("--skip", "hygiene");
        Assert.Equal(["b.txt"], Paths(await CompareAsync(narrowed), "not_verified"));
        await RunAsync();
        Assert.Equal(["a.txt"], Paths(await CompareAsync(narrowed), "not_seen_before"));
        Assert.Equal(["a.txt", "b.txt"], Paths(await CompareAsync(other), "not_seen_before"));
        Assert.Equal(["gone.txt"], Paths(await CompareAsync(whole), "fixed"));
    }

    [Theory(Timeout = Limit)]
    [InlineData("--compare nowhere", "there is no run \"nowhere\"")]
    [InlineData("--compare 2 --format compact", "pretty or json")]
    [InlineData("--compare 2 --output json=x.json", "on standard output")]
    [InlineData("--list --compare 2", "unfazed report [")]
    public async Task A_mistake_is_one_line_and_exit_2(string arguments, string said)
    {
        await RunAsync();

        var ended = await _unfazed.RunAsync(_repository.Path, ["report", .. arguments.Split(' ')]);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(said, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    private void Write(params (string Path, string Content)[] files)
    {
        foreach (var (path, content) in files)
        {
            _repository.Folder.Write(path, content);
        }

        _repository.Git("add", "--all");
    }

    private async Task<string> RunAsync(params string[] arguments) =>
        JsonDocument.Parse((await _unfazed.RunAsync(_repository.Path, [.. arguments, "--format", "json"])).Output).RootElement.GetProperty("run").GetProperty("id").GetString()!;

    private async Task<JsonElement> CompareAsync(string run) =>
        JsonDocument.Parse((await _unfazed.RunAsync(_repository.Path, "report", "--compare", run, "--format", "json")).Output).RootElement;

    private static IEnumerable<string?> Paths(JsonElement comparison, string group) =>
        comparison.GetProperty(group).EnumerateArray().Select(static finding => finding.GetProperty("path").GetString());
}
