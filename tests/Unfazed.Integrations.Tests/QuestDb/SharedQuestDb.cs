using System.Text.RegularExpressions;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.QuestDb;

/// <summary>One server for the tests of a collection, started by the first of them; each begins without tables.</summary>
public sealed partial class SharedQuestDb : IAsyncLifetime
{
    private readonly Lazy<Task<QuestDbServer>> _server = new(static () => QuestDbServer.StartAsync("dev.mode.enabled=true"));

    /// <summary>The statements of docs/services.md that begin with a word.</summary>
    public static IEnumerable<string> Documented(string begin) => Block().Matches(File.ReadAllText(RepositoryRoot.Combine("docs", "services.md")))
        .SelectMany(static block => block.Groups["text"].Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Where(statement => statement.StartsWith(begin, StringComparison.Ordinal));

    /// <summary>The server, without our tables.</summary>
    public async Task<QuestDbServer> WithoutTablesAsync()
    {
        var server = await _server.Value;
        foreach (var table in (string[])["unfazed_runs", "unfazed_results"])
        {
            await server.QueryAsync($"DROP TABLE IF EXISTS {table}");
        }

        return server;
    }

    /// <summary>The server with the tables as documented.</summary>
    public async Task<QuestDbServer> WithTablesAsync()
    {
        var server = await WithoutTablesAsync();
        foreach (var statement in Documented("CREATE TABLE"))
        {
            await server.QueryAsync(statement);
        }

        return server;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }

    [GeneratedRegex("^```sql\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Block();
}

/// <summary>Tests that share one QuestDB.</summary>
[CollectionDefinition(nameof(SharedQuestDb))]
public sealed class SharedQuestDbGroup : ICollectionFixture<SharedQuestDb>;
