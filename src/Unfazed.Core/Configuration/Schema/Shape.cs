using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>What a value of the configuration looks like: the same description reads it, shows it and writes its JSON schema.</summary>
internal abstract class Shape<T>
{
    /// <summary>Reads a value; false when it was refused, and then the reason is in <paramref name="context"/>.</summary>
    public abstract bool TryRead(ConfigNode node, ReadContext context, [MaybeNullWhen(false)] out T value);

    /// <summary>Writes the members of this value's JSON schema into the object that is open.</summary>
    public abstract void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog);

    /// <summary>The value for people, one entry for each that can be set.</summary>
    public abstract IEnumerable<ConfigurationEntry> List(string path, T value, SettingSource source);
}
