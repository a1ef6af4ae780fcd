using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Integrations.Delivery;
using Unfazed.Integrations.QuestDb;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.QuestDb;

/// <summary>Rows and tables of a real QuestDB, with the statements of docs/services.md.</summary>
[Collection(nameof(SharedQuestDb))]
public sealed class QuestDbTableTests(SharedQuestDb shared) : IDisposable
{
    private const int Limit = 300_000;

    private readonly ServiceHttp _http = new();

    public void Dispose() => _http.Dispose();

    [QuestDbFact(Timeout = Limit)]
    public async Task The_documented_statements_create_tables_that_deduplicate_and_expire()
    {
        var server = await shared.WithTablesAsync();

        var tables = await server.QueryAsync("select table_name, partitionBy, dedup, ttlValue, ttlUnit from tables() where table_name in ('unfazed_runs', 'unfazed_results') order by table_name");
        Assert.Equal(["unfazed_results MONTH True 1 YEAR", "unfazed_runs MONTH True 1 YEAR"], tables.Select(static row => string.Join(' ', row)));
        Assert.Equal([(true, "accepts writes"), (true, "has both tables, with deduplication")], await ProbeAsync(server));
    }

    [Fact]
    public void The_documented_statements_name_the_same_keys_as_doctor()
    {
        var documented = string.Join(";\n", SharedQuestDb.Documented("ALTER TABLE")) + ";";
        foreach (var table in (QuestDbTable[])[QuestDbTable.Runs, QuestDbTable.Results])
        {
            Assert.Contains(table.EnableDeduplication, documented, StringComparison.Ordinal);
            Assert.Contains(
                $"DEDUP UPSERT KEYS({string.Join(", ", table.UpsertKeys)})",
                SharedQuestDb.Documented($"CREATE TABLE IF NOT EXISTS {table.Name} ").Single(),
                StringComparison.Ordinal);
        }
    }

    [QuestDbFact(Timeout = Limit)]
    public async Task A_run_that_is_sent_four_times_has_its_rows_once_with_every_value()
    {
        var server = await shared.WithTablesAsync();
        for (var time = 0; time < 4; time++)
        {
            Assert.Equal(ServiceAnswer.Accepted, await SendAsync(server, AnyRun.Of(AnyRun.Report())));
        }

        Assert.Equal(3, await server.CountAsync("select count() from unfazed_results"));
        var run = Assert.Single(await server.QueryAsync("select timestamp, project, branch, verdict, state, run, exit_code, whole, duration_ms, deadline_ms, checks, cached, errors, warnings, notes from unfazed_runs"));
        Assert.Equal("2026-11-22T14:05:01.250000Z shop main blocked complete 20261122T140501Z-1a2b3c 1 True 63456 600000 3 1 3 0 0", string.Join(' ', run));
        var result = Assert.Single(await server.QueryAsync("select status, passed, cached, duration_ms, attempts, errors, warnings, notes, known, ignored, error from unfazed_results where directory = 'sub folder'"));
        Assert.Equal("passed True True 1234 1 1 0 0 1 0 ", string.Join(' ', result));
    }

    [QuestDbFact(Timeout = Limit)]
    public async Task Tables_that_a_run_created_double_rows_until_the_statement_of_doctor_was_run()
    {
        var server = await shared.WithoutTablesAsync();
        Assert.Contains((await ProbeAsync(server)).Skip(1), static found => !found.IsGood && found.Message.StartsWith("unfazed_runs is missing", StringComparison.Ordinal));
        await SendAsync(server, AnyRun.Of(AnyRun.Report()));
        await SendAsync(server, AnyRun.Of(AnyRun.Report()));
        Assert.Equal(2, await server.CountAsync("select count() from unfazed_runs"));

        var problems = (await ProbeAsync(server)).Where(static found => !found.IsGood).ToList();
        Assert.Equal(2, problems.Count);
        foreach (var (_, message) in problems)
        {
            await server.QueryAsync(message[(message.IndexOf("run: ", StringComparison.Ordinal) + 5)..].TrimEnd(';'));
        }

        foreach (var statement in SharedQuestDb.Documented("ALTER TABLE"))
        {
            await server.QueryAsync(statement);
        }

        var later = AnyRun.Report(id: "later");
        later = later with { Run = later.Run with { StartedAt = AnyRun.Start.AddHours(1) } };
        await SendAsync(server, AnyRun.Of(later));
        await SendAsync(server, AnyRun.Of(later));
        Assert.Equal(1, await server.CountAsync("select count() from unfazed_runs where run = 'later'"));
        Assert.Equal(3, await server.CountAsync("select count() from unfazed_results where run = 'later'"));
        Assert.All(await ProbeAsync(server), static found => Assert.True(found.IsGood, found.Message));
    }

    [QuestDbFact(Timeout = Limit)]
    public async Task Every_odd_name_is_read_back()
    {
        var server = await shared.WithTablesAsync();
        Assert.Equal(ServiceAnswer.Accepted, await SendAsync(server, [.. AnyRun.OddNames.Select(static name => new ToldRun(AnyRun.Report(project: name), "main", IsWhole: true))]));

        await server.AppliedAsync();
        var projects = (await server.QueryAsync("select project from unfazed_runs")).Select(static row => row[0].GetString()!);
        Assert.Equal(
            AnyRun.OddNames.Select(static name => WireText.Of(name).Replace('\\', '\u29F5')).Order(StringComparer.Ordinal),
            projects.Order(StringComparer.Ordinal));
    }

    [QuestDbFact(Timeout = Limit)]
    public async Task A_column_of_another_type_refuses_the_request_in_one_sentence_and_keeps_nothing_of_it()
    {
        var server = await shared.WithTablesAsync();
        await server.QueryAsync("DROP TABLE unfazed_results");
        await server.QueryAsync("CREATE TABLE unfazed_results (timestamp TIMESTAMP, run LONG) TIMESTAMP(timestamp) PARTITION BY MONTH WAL");

        var answer = await SendAsync(server, AnyRun.Of(AnyRun.Report()));

        Assert.Equal(ServiceAnswerKind.Refused, answer.Kind);
        Assert.Matches("^it says 400 Bad [Rr]equest: error in line 2: table: unfazed_results, column: run; cast error from protocol type: STRING to column type: LONG \\(.+\\)$", answer.Message);
        Assert.Equal(0, await server.CountAsync("select count() from unfazed_runs"));
    }

    [QuestDbFact(Timeout = Limit)]
    public async Task Rows_for_a_table_that_was_dropped_arrive_in_a_new_one()
    {
        var server = await shared.WithTablesAsync();
        await SendAsync(server, AnyRun.Of(AnyRun.Report()));
        await server.QueryAsync("DROP TABLE unfazed_runs");

        // A later run is another process. On the connection of the first the server would accept the rows and drop them.
        using var later = new ServiceHttp();
        var sink = Sink(server);
        Assert.Equal(ServiceAnswer.Accepted, await sink.SendAsync(later, [sink.MessageOf(AnyRun.Of(AnyRun.Report()))], default));

        Assert.Equal(1, await server.CountAsync("select count() from unfazed_runs"));
        Assert.Contains((false, $"unfazed_runs has no deduplication, so that a row that is sent again is a second row; run: {QuestDbTable.Runs.EnableDeduplication}"), await ProbeAsync(server));
    }

    [QuestDbFact(Timeout = Limit)]
    public async Task Rows_of_a_suspended_table_appear_when_it_is_resumed_and_doctor_says_so()
    {
        var server = await shared.WithTablesAsync();
        await server.QueryAsync("ALTER TABLE unfazed_runs SUSPEND WAL");
        Assert.Equal(ServiceAnswer.Accepted, await SendAsync(server, AnyRun.Of(AnyRun.Report())));

        Assert.Contains((await ProbeAsync(server)), static found => !found.IsGood && found.Message.EndsWith("run: ALTER TABLE unfazed_runs RESUME WAL;", StringComparison.Ordinal));
        Assert.Equal(0, (await server.QueryAsync("select count() from unfazed_runs"))[0][0].GetInt64());

        await server.QueryAsync("ALTER TABLE unfazed_runs RESUME WAL");
        Assert.Equal(1, await server.CountAsync("select count() from unfazed_runs"));
    }

    private async Task<List<(bool IsGood, string Message)>> ProbeAsync(QuestDbServer server) =>
        [.. (await Sink(server).ProbeAsync(_http, default)).Select(static found => (found.IsGood, found.Message))];

    private Task<ServiceAnswer> SendAsync(QuestDbServer server, params ImmutableArray<ToldRun> runs)
    {
        var sink = Sink(server);
        return sink.SendAsync(_http, [.. runs.Select(sink.MessageOf)], default);
    }

    private static QuestDbSink Sink(QuestDbServer server) => ServiceAddress.TryParse(server.Address, out var address, out var error) ? new QuestDbSink(address, TimeProvider.System) : throw new ArgumentException(error);
}
