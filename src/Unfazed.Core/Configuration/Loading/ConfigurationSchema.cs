using System.Text.Json;
using Unfazed.Core.Configuration.Schema;

namespace Unfazed.Core.Configuration.Loading;

/// <summary>
/// The JSON schema (draft 2020-12) of a configuration file, from the same description that reads it. It knows keys, types and the shape of
/// values; what depends on the repository or on several keys (paths, dimensions, globs, commands) is for the loader to say.
/// </summary>
public static class ConfigurationSchema
{
    /// <summary>Writes the schema as one JSON object.</summary>
    /// <param name="writer">Where to; it is not flushed.</param>
    /// <param name="catalog">Known checks and rules: what <c>parse</c> and <c>hygiene</c> may name.</param>
    public static void Write(Utf8JsonWriter writer, ConfigurationCatalog catalog) => SchemaDocument.Write(writer, catalog);

    /// <summary>Writes the schema, indented, with a line feed at its end.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="catalog">Known checks and rules.</param>
    public static void Write(Stream stream, ConfigurationCatalog catalog)
    {
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            Write(writer, catalog);
        }

        stream.WriteByte((byte)'\n');
    }
}
