using System.Collections.Immutable;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>
/// The tables, keys and strings of a TOML 1.0 document: enough to see what is configured and which packages are named. It checks nothing,
/// passes over what it does not understand, and ends on every input.
/// </summary>
/// <param name="Entries">The headers and keys in their order.</param>
internal sealed record TomlScan(ImmutableArray<TomlEntry> Entries)
{
    private const int MostEntries = 200_000;

    /// <summary>Reads a document.</summary>
    public static TomlScan Read(string text)
    {
        var entries = ImmutableArray.CreateBuilder<TomlEntry>();
        var cursor = new TomlCursor(text.AsSpan().TrimStart('\uFEFF'));
        ImmutableArray<string> table = [];
        while (entries.Count < MostEntries && cursor.NextStatement())
        {
            if (cursor.TryHeader(out var header))
            {
                table = header;
                entries.Add(new TomlEntry(table, []));
            }
            else if (cursor.TryKey(out var key))
            {
                entries.Add(new TomlEntry([.. table, .. key], cursor.ValueStrings()));
            }
            else
            {
                cursor.SkipLine();
            }
        }

        return new TomlScan(entries.ToImmutable());
    }

    /// <summary>Whether there is a table of this dotted name, by a header or by keys below it.</summary>
    public bool HasTable(string dotted) => Below(dotted.Split('.')).Any();

    /// <summary>The strings of the value at this dotted key; empty when there is none.</summary>
    public ImmutableArray<string> Strings(string dotted)
    {
        var path = dotted.Split('.');
        return Entries.FirstOrDefault(entry => entry.Path.AsSpan().SequenceEqual(path))?.Strings ?? [];
    }

    /// <summary>Whether there is a key of this dotted name, or one below it.</summary>
    private IEnumerable<TomlEntry> Below(string[] path) =>
        Entries.Where(entry => entry.Path.Length >= path.Length && entry.Path.AsSpan(0, path.Length).SequenceEqual(path));
}

/// <summary>A header, or a key with the strings in its value.</summary>
/// <param name="Path">The parts of its full name.</param>
/// <param name="Strings">Every string in the value, also those in arrays and inline tables; bare values are left out.</param>
internal sealed record TomlEntry(ImmutableArray<string> Path, ImmutableArray<string> Strings);
