using System.Text.Json;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>The JSON schema of the configuration, draft 2020-12.</summary>
internal static class SchemaDocument
{
    public static void Write(Utf8JsonWriter writer, ConfigurationCatalog catalog)
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        writer.WriteString("title", "unfazed.yaml");
        writer.WriteString("description", "The configuration of Unfazed.");
        ConfigurationShape.File.WriteSchema(writer, catalog);
        writer.WriteEndObject();
    }
}
