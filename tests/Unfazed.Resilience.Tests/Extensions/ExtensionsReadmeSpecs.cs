using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>What the README of the extensions shows is what compiles, and does what it says.</summary>
public sealed class ExtensionsReadmeSpecs
{
    [Fact]
    public void Every_snippet_is_compiled()
    {
        var compiled = Unindented(File.ReadAllText(Path.Combine(Here(), "ExtensionsSnippets.cs")));
        var shown = Blocks("csharp");
        Assert.Equal(2, shown.Count);
        Assert.All(shown, snippet => Assert.Contains(Unindented(snippet), compiled, StringComparison.Ordinal));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task The_host_of_the_page_rejects_calls_and_says_so()
    {
        await using var server = await LocalServer.StartAsync(503);
        await using var app = ExtensionsSnippets.Host(["--urls=http://127.0.0.1:0", $"--Payments={server.Address}", "--Resilience:Breakers:payments:FailMax=2", "--Logging:LogLevel:Default=None"]);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Assert.Equal("Healthy", await client.GetStringAsync("/health"));
        for (var call = 0; call < 4; call++)
        {
            Assert.Equal(500, (int)(await client.GetAsync("/pay")).StatusCode);
        }

        Assert.Equal(("Open", "Degraded", 2), (await client.GetStringAsync("/state"), await client.GetStringAsync("/health"), server.Requests));
    }

    [Fact]
    public void The_configuration_of_the_page_is_valid()
    {
        using var json = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Assert.Single(Blocks("json"))));
        var section = new ConfigurationBuilder().AddJsonStream(json).Build().GetSection("Resilience");
        using var services = new ServiceCollection().AddUnfazedResilience(section).BuildServiceProvider();
        var options = services.GetRequiredKeyedService<CircuitBreaker>("payments").Options;
        Assert.Equal((3, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)), (options.FailMax, options.OperationTimeout, options.ResetTimeout));
    }

    [Fact]
    public void The_store_of_the_page_is_shared_with_the_next_host()
    {
        using var folder = new TemporaryDirectory();
        for (var host = 0; host < 2; host++)
        {
            var services = new ServiceCollection();
            ExtensionsSnippets.Store(services, folder["breakers.db"]);
            using var provider = services.BuildServiceProvider();
            provider.GetRequiredKeyedService<CircuitBreaker>("mail").RecordFailure();
            Assert.Equal(host == 0 ? CircuitState.Closed : CircuitState.Open, provider.GetRequiredKeyedService<CircuitBreaker>("mail").State);
        }
    }

    private static List<string> Blocks(string language) =>
        [.. File.ReadAllText(Path.Combine(Here(), "../../../src/Unfazed.Resilience.Extensions/README.md")).Split($"```{language}\n").Skip(1).Select(rest => rest.Split("```")[0])];

    private static string Unindented(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
