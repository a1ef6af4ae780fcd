using System.Text.Json;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>One key of a mapping: how it is read into its owner and shown from it.</summary>
internal abstract class Key<TOwner>(string name, string description)
{
    /// <summary>The key.</summary>
    public string Name { get; } = name;

    /// <summary>What it is for, in the JSON schema.</summary>
    public string Description { get; } = description;

    /// <summary>Whether this version builds it.</summary>
    public virtual bool IsBuilt => true;

    /// <summary>The owner with this key's value; as it was when the value is refused.</summary>
    public abstract TOwner Read(TOwner owner, MappingEntry entry, ReadContext context);

    /// <summary>Writes the members of its value's JSON schema.</summary>
    public abstract void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog);

    /// <summary>Its values in force.</summary>
    public abstract IEnumerable<ConfigurationEntry> List(string path, TOwner owner);
}

/// <summary>A key that this version builds.</summary>
internal sealed class ValueKey<TOwner, T>(string name, string description, Shape<T> shape) : Key<TOwner>(name, description)
{
    /// <summary>The owner's value, or null where it says nothing.</summary>
    public required Func<TOwner, Setting<T>?> Get { get; init; }

    /// <summary>The owner with this value.</summary>
    public required Func<TOwner, Setting<T>, TOwner> Set { get; init; }

    /// <inheritdoc/>
    public override TOwner Read(TOwner owner, MappingEntry entry, ReadContext context) =>
        shape.TryRead(entry.Value, context, out var value) ? Set(owner, new Setting<T>(value, entry.Source)) : owner;

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog) => shape.WriteSchema(writer, catalog);

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, TOwner owner) =>
        Get(owner) is { } setting ? shape.List(path, setting.Value, setting.Source) : [];
}

/// <summary>A key that a later version builds: refused, never silently accepted.</summary>
internal sealed class LaterKey<TOwner>(string name) : Key<TOwner>(name, "")
{
    /// <inheritdoc/>
    public override bool IsBuilt => false;

    /// <inheritdoc/>
    public override TOwner Read(TOwner owner, MappingEntry entry, ReadContext context)
    {
        context.Refuse(entry.Source, $"{Quoted.Of(Name)} is not supported by this version: remove it");
        return owner;
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter writer, ConfigurationCatalog catalog)
    {
    }

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationEntry> List(string path, TOwner owner) => [];
}
