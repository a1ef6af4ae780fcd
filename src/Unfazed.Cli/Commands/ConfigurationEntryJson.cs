using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Configuration;

namespace Unfazed.Cli.Commands;

/// <summary>Values of the configuration with their sources, as <c>config</c> and <c>trust</c> write them.</summary>
internal static class ConfigurationEntryJson
{
    /// <summary>Writes an array of them.</summary>
    public static void WriteEntries(this Utf8JsonWriter json, string name, ImmutableArray<ConfigurationEntry> entries)
    {
        json.WriteStartArray(name);
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("path", entry.Path);
            json.WriteString("value", entry.Value);
            json.WriteString("source", entry.Source.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
