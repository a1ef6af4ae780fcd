using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Configuration;
using Unfazed.Integrations.Delivery;

namespace Unfazed.Integrations.QuestDb;

/// <summary>Whether the tables of a QuestDB keep a row once that is sent twice, and take rows at all.</summary>
/// <param name="http">How it is asked.</param>
/// <param name="query">The address for SQL.</param>
/// <param name="access">Credentials and a proxy.</param>
internal sealed class QuestDbTableProbe(ServiceHttp http, Uri query, ServiceAccess access)
{
    /// <summary>What is to be done for the tables; nothing where the server has no SQL, or keeps it from us.</summary>
    public async Task<ImmutableArray<ServiceProbe>> LookAsync(CancellationToken cancellationToken)
    {
        if (await AskAsync("select name, suspended from wal_tables()", cancellationToken).ConfigureAwait(false) is not { } tables)
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<ServiceProbe>();
        foreach (var table in (QuestDbTable[])[QuestDbTable.Runs, QuestDbTable.Results])
        {
            var row = tables.FirstOrDefault(row => row is [{ ValueKind: JsonValueKind.String } name, ..] && name.ValueEquals(table.Name));
            if (row is [_, { ValueKind: JsonValueKind.True }, ..])
            {
                found.Add(new ServiceProbe(false, $"{table.Name} is suspended: rows are accepted and do not appear; run: ALTER TABLE {table.Name} RESUME WAL;"));
            }

            if (await DeduplicationOfAsync(table, row is not null, cancellationToken).ConfigureAwait(false) is { } problem)
            {
                found.Add(problem);
            }
        }

        return found.Count > 0 ? found.ToImmutable() : [new ServiceProbe(true, "has both tables, with deduplication")];
    }

    private async Task<ServiceProbe?> DeduplicationOfAsync(QuestDbTable table, bool isThere, CancellationToken cancellationToken)
    {
        if (!isThere)
        {
            return new ServiceProbe(false, $"{table.Name} is missing: the first run would create it without deduplication; create it with the statement in docs/services.md");
        }

        var columns = await AskAsync($"select \"column\", upsertKey from table_columns('{table.Name}')", cancellationToken).ConfigureAwait(false);
        var keys = columns?.Where(static row => row is [{ ValueKind: JsonValueKind.String }, { ValueKind: JsonValueKind.True }]).Select(static row => row[0].GetString()).ToHashSet(StringComparer.Ordinal);
        return keys is null || keys.SetEquals(table.UpsertKeys) ? null
            : keys.Count == 0 ? new ServiceProbe(false, $"{table.Name} has no deduplication, so that a row that is sent again is a second row; run: {table.EnableDeduplication}")
            : new ServiceProbe(false, $"{table.Name} deduplicates by other columns, so that rows may be lost or double; run: {table.EnableDeduplication}");
    }

    // Another server, a proxy in front, or an account that may write and not read: no rows, and no reason to worry anybody.
    private async Task<ImmutableArray<JsonElement[]>?> AskAsync(string sql, CancellationToken cancellationToken)
    {
        var uri = new UriBuilder(query) { Query = "query=" + Uri.EscapeDataString(sql) }.Uri;
        var reply = await http.SendAsync(new ServiceRequest(HttpMethod.Get, uri) { Access = access }, cancellationToken).ConfigureAwait(false);
        if (reply.Status != 200)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(reply.Body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("dataset", out var rows) && rows.ValueKind == JsonValueKind.Array
                ? [.. rows.EnumerateArray().Where(static row => row.ValueKind == JsonValueKind.Array).Select(static row => row.EnumerateArray().Select(static cell => cell.Clone()).ToArray())]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
