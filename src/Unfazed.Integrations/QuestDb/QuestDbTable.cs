using System.Collections.Immutable;

namespace Unfazed.Integrations.QuestDb;

/// <summary>A table that rows go to. QuestDB makes a missing one by itself, without deduplication: then a row that is sent again is a second row.</summary>
/// <param name="Name">Its name.</param>
/// <param name="UpsertKeys">The columns by which two rows are one.</param>
internal sealed record QuestDbTable(string Name, ImmutableArray<string> UpsertKeys)
{
    /// <summary>A row for each run.</summary>
    public static QuestDbTable Runs { get; } = new("unfazed_runs", ["timestamp", "project", "branch"]);

    /// <summary>A row for each check of a run.</summary>
    public static QuestDbTable Results { get; } = new("unfazed_results", ["timestamp", "project", "branch", "dimension", "tier", "check", "directory"]);

    /// <summary>The statement that turns deduplication on, also for a table that has rows.</summary>
    public string EnableDeduplication => $"ALTER TABLE {Name} DEDUP ENABLE UPSERT KEYS({string.Join(", ", UpsertKeys)});";
}
