using System.Diagnostics;
using System.Runtime.CompilerServices;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>What the pages show is what compiles and what runs.</summary>
public sealed class ReadmeSpecs
{
    [Theory]
    [InlineData("src/Unfazed.Resilience/README.md", 7)]
    [InlineData("src/Unfazed.Resilience.Sqlite/README.md", 1)]
    [InlineData("docs/resilience.md", 1)]
    public void Every_snippet_is_compiled(string page, int snippets)
    {
        var here = Here();
        var compiled = Unindented(File.ReadAllText(Path.Combine(here, "ReadmeSnippets.cs")));
        var shown = File.ReadAllText(Path.Combine(here, "../..", page)).Split("```csharp\n").Skip(1).Select(rest => rest.Split("```")[0]).ToList();
        Assert.Equal(snippets, shown.Count);
        Assert.All(shown, snippet => Assert.Contains(Unindented(snippet), compiled, StringComparison.Ordinal));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task The_snippets_run()
    {
        using var folder = new TemporaryDirectory();
        Assert.Equal(1, await ReadmeSnippets.GuardAsync(CancellationToken.None));
        for (var failures = 1; failures <= 3; failures++)
        {
            var snapshot = await ReadmeSnippets.DurableAsync(folder["state"]);
            Assert.Equal((failures, true, failures < 3 ? CircuitState.Closed : CircuitState.Open), (snapshot.Failures, snapshot.Durable, snapshot.State));
        }

        var byRates = ReadmeSnippets.ByRates();
        for (var call = 0; call < 20; call++)
        {
            Assert.Equal(CircuitState.Closed, byRates.State);
            Assert.True(byRates.TryAdmit(out var permit, out _));
            byRates.RecordSuccess(permit, TimeSpan.FromSeconds(call < 4 ? 2 : 3));
        }

        Assert.Equal((CircuitState.Open, "16 of 20 calls took longer than 2 s"), (byRates.State, byRates.LastCause));
        var breaker = new CircuitBreaker("tool");
        Assert.Equal("Ran", await ReadmeSnippets.AskFirstAsync(breaker, CancellationToken.None));
        breaker.Isolate("maintenance");
        Assert.Equal("circuit open until : maintenance", await ReadmeSnippets.AskFirstAsync(breaker, CancellationToken.None));
        breaker.Reset();
        Assert.Equal(1, await ReadmeSnippets.Pipeline(breaker).ExecuteAsync(_ => ValueTask.FromResult(1)));
        Assert.Equal("answer", await ReadmeSnippets.LimitAsync(CancellationToken.None));
        Assert.Equal(1, await ReadmeSnippets.WithBudget(breaker).ExecuteAsync(_ => ValueTask.FromResult(1)));
        Assert.Equal("answer", await ReadmeSnippets.BoundAsync(CancellationToken.None));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task The_pipeline_of_the_page_does_not_wait_on_an_open_breaker()
    {
        var breaker = new CircuitBreaker("service");
        breaker.Isolate();
        using var activity = new Activity("call").Start();
        var calls = 0;
        await Assert.ThrowsAsync<CircuitOpenException>(async () => await ReadmeSnippets.Pipeline(breaker).ExecuteAsync(_ => ValueTask.FromResult(++calls)));

        // Four rejections, and three delays in between, when rejections are retried.
        Assert.Equal("circuit_breaker.rejection", Assert.Single(activity.Events).Name);
        Assert.Equal(0, calls);
    }

    private static string Unindented(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
