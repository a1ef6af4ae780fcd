using System.Runtime.CompilerServices;

namespace Unfazed.Resilience.Tests;

/// <summary>What the pages show is what compiles and what runs.</summary>
public sealed class ReadmeSpecs
{
    [Theory]
    [InlineData("src/Unfazed.Resilience/README.md", 4)]
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
        using var folder = new TemporaryFolder();
        Assert.Equal(1, await ReadmeSnippets.GuardAsync(folder["state"], CancellationToken.None));
        var breaker = new CircuitBreaker("tool");
        Assert.Equal("Ran", await ReadmeSnippets.AskFirstAsync(breaker, CancellationToken.None));
        breaker.Isolate("maintenance");
        Assert.Equal("paused until : maintenance", await ReadmeSnippets.AskFirstAsync(breaker, CancellationToken.None));
        breaker.Reset();
        Assert.Equal(1, await ReadmeSnippets.Pipeline(breaker).ExecuteAsync(_ => ValueTask.FromResult(1)));
        Assert.Equal("answer", await ReadmeSnippets.BoundAsync(CancellationToken.None));
    }

    private static string Unindented(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
