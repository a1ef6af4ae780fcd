using System.Text.Json;
using Unfazed.Core.Journal;
using Unfazed.Core.Json;

namespace Unfazed.Core.Caching;

/// <summary>What a check saw, as it is kept: before any policy.</summary>
/// <param name="At">When it ran, UTC.</param>
/// <param name="Seen">What it saw.</param>
internal sealed record StoredAnswer(DateTimeOffset At, Observation Seen)
{
    public ReadOnlyMemory<byte> Write() => CacheJson.Write(json =>
    {
        json.WriteTime("at", At);
        json.WritePropertyName("seen");
        ObservationJson.Write(Seen, json);
    });

    /// <summary>Reads it; null for what is none. An answer that did not come to its end is none.</summary>
    public static StoredAnswer? Read(ReadOnlyMemory<byte> bytes) => CacheJson.Read(bytes, static root =>
        root.Time("at") is { } at && root.TryGetProperty("seen", out var seen) && seen.ValueKind == JsonValueKind.Object
        && ObservationJson.Read(seen) is { Ending: ObservationEnding.Completed } observation
            ? new StoredAnswer(at, observation)
            : null);
}
