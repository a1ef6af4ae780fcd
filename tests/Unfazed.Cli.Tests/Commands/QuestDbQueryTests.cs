using System.Text.Json;
using System.Text.RegularExpressions;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>The statements and queries of docs/services.md on a real QuestDB, after real runs.</summary>
public sealed partial class QuestDbQueryTests : IDisposable
{
    private const int Limit = 1_020_000;

    private readonly BuiltUnfazed _unfazed = new();

    public void Dispose() => _unfazed.Dispose();

    [QuestDbFact(Timeout = Limit)]
    public async Task Three_runs_that_are_sent_twice_are_three_runs_in_every_documented_query()
    {
        await using var server = await QuestDbServer.StartAsync();
        var (statements, queries) = Documented();
        foreach (var statement in statements.Where(static statement => statement.StartsWith("CREATE TABLE", StringComparison.Ordinal)))
        {
            await server.QueryAsync(statement);
        }

        using var folder = new TemporaryDirectory();
        folder.Write("unfazed.yaml", "version: 1\nproject: shop\nchecks:\n  fast: { run: \"true\" }\n  slow: { run: [sleep, \"0.1\"], files: \"**\" }\n");
        _unfazed.Variables["UNFAZED_SERVICES_QUESTDB_URL"] = server.Address;
        _unfazed.Variables["UNFAZED_SERVICES_BUDGET"] = "0s";
        var checks = 0;
        for (var run = 0; run < 3; run++)
        {
            var ended = await _unfazed.RunAsync(folder.Path, "run", "--format", "json");
            Assert.Equal(0, ended.ExitCode);
            checks = Checks(ended.Output);
        }

        await FlushTwiceAsync();

        Assert.Equal(3, await server.CountAsync("select count() from unfazed_runs"));
        Assert.Equal(3 * checks, await server.CountAsync("select count() from unfazed_results"));
        var rows = new List<List<JsonElement[]>>();
        foreach (var query in queries)
        {
            rows.Add(await server.QueryAsync(query));
        }

        Assert.Equal(5, rows.Count);
        Assert.Equal(("passed", 0), (Assert.Single(rows[0])[2].GetString(), rows[0][0][3].GetInt32()));
        Assert.Equal((3, 3), (Assert.Single(rows[1])[1].GetInt32(), rows[1][0][2].GetInt32()));
        Assert.Equal(3 * checks, rows[2].Sum(static row => row[4].GetInt32()));
        Assert.NotEmpty(rows[3]);
        Assert.Empty(rows[4]);
    }

    [QuestDbFact(Timeout = Limit)]
    public async Task Doctor_knows_a_wrong_password_and_missing_tables_before_a_run_does()
    {
        await using var server = await QuestDbServer.StartAsync("http.user=ann", "http.password=s3cret");
        using var folder = new TemporaryDirectory();
        folder.Write("a.txt", "a\n");

        _unfazed.Variables["UNFAZED_SERVICES_QUESTDB_URL"] = $"http://ann:wrong@127.0.0.1:{server.Port}";
        var wrong = await _unfazed.RunAsync(folder.Path, "doctor");
        _unfazed.Variables["UNFAZED_SERVICES_QUESTDB_URL"] = $"http://ann:s3cret@127.0.0.1:{server.Port}";
        var right = await _unfazed.RunAsync(folder.Path, "doctor");

        Assert.Contains("! questdb", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("accepts no writes: it says 401 Unauthorized", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("accepts writes", right.Output, StringComparison.Ordinal);
        Assert.Contains("unfazed_runs is missing", right.Output, StringComparison.Ordinal);
    }

    // As if the reply to the first request had been lost: what waits is as it was.
    private async Task FlushTwiceAsync()
    {
        using var copy = new TemporaryDirectory();
        var files = Directory.EnumerateFiles(_unfazed.StateDirectory, "outbox.db*").ToList();
        Assert.NotEmpty(files);
        files.ForEach(file => File.Copy(file, copy[Path.GetFileName(file)]));
        Assert.Equal(0, (await _unfazed.RunAsync(RepositoryRoot.Path, "state", "services", "flush")).ExitCode);
        foreach (var file in Directory.EnumerateFiles(_unfazed.StateDirectory, "outbox.db*").ToList())
        {
            File.Delete(file);
        }

        foreach (var file in Directory.EnumerateFiles(copy.Path))
        {
            File.Copy(file, Path.Combine(_unfazed.StateDirectory, Path.GetFileName(file)));
        }

        var again = await _unfazed.RunAsync(RepositoryRoot.Path, "state", "services", "flush");
        Assert.Contains("delivered 3 runs", again.Output, StringComparison.Ordinal);
    }

    private static int Checks(string report)
    {
        using var document = JsonDocument.Parse(report);
        return document.RootElement.GetProperty("tiers").EnumerateArray()
            .SelectMany(static tier => tier.GetProperty("results").EnumerateArray())
            .Sum(static result => result.GetProperty("checks").GetArrayLength());
    }

    private static (List<string> Statements, List<string> Queries) Documented()
    {
        var all = Block().Matches(File.ReadAllText(RepositoryRoot.Combine("docs", "services.md")))
            .SelectMany(static block => block.Groups["text"].Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        return ([.. all.Where(static statement => !statement.StartsWith("SELECT", StringComparison.Ordinal))], [.. all.Where(static statement => statement.StartsWith("SELECT", StringComparison.Ordinal))]);
    }

    [GeneratedRegex("^```sql\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Block();
}
