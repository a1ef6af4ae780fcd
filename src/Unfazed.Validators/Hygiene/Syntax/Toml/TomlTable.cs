namespace Unfazed.Validators.Hygiene.Syntax.Toml;

/// <summary>How a table came to be: that decides who may still add to it.</summary>
internal enum TableOrigin
{
    /// <summary>On the way to a table below it: it may still get a header of its own.</summary>
    Implied,

    /// <summary>By a header, or the document itself.</summary>
    Header,

    /// <summary>By a dotted key.</summary>
    Dotted,
}

/// <summary>The names in a table. A name without a table behind it is a value, which nothing can be added to.</summary>
internal sealed class TomlTable(TableOrigin origin)
{
    private Dictionary<string, Entry>? _entries;
    private TableOrigin _origin = origin;

    /// <summary>Takes a name for a value; the reason why not, or null.</summary>
    public string? TryReserve(List<string> path)
    {
        var table = this;
        foreach (var part in path[..^1])
        {
            var entry = table.Find(part);
            if (entry is not null && (entry.IsArray || entry.Table is not { _origin: TableOrigin.Dotted }))
            {
                return "the dotted key adds to something that was defined before";
            }

            table = entry?.Table ?? table.Add(part, new Entry(new TomlTable(TableOrigin.Dotted)));
        }

        if (table.Find(path[^1]) is not null)
        {
            return "the key stands twice";
        }

        table.Add(path[^1], new Entry(null));
        return null;
    }

    /// <summary>Opens the table of a header <c>[path]</c>; the reason why not, or null.</summary>
    public string? TryDefine(List<string> path, out TomlTable table)
    {
        if (Above(path, out table) is { } problem)
        {
            return problem;
        }

        if (table.Find(path[^1]) is not { } entry)
        {
            table = table.Add(path[^1], new Entry(new TomlTable(TableOrigin.Header)));
            return null;
        }

        if (entry.IsArray || entry.Table is not { _origin: TableOrigin.Implied } implied)
        {
            return "the table stands twice, or its name is taken";
        }

        implied._origin = TableOrigin.Header;
        table = implied;
        return null;
    }

    /// <summary>Opens the next table of a header <c>[[path]]</c>; the reason why not, or null.</summary>
    public string? TryAppend(List<string> path, out TomlTable table)
    {
        if (Above(path, out table) is { } problem)
        {
            return problem;
        }

        var next = new TomlTable(TableOrigin.Header);
        if (table.Find(path[^1]) is not { } entry)
        {
            table = table.Add(path[^1], new Entry(next) { IsArray = true });
            return null;
        }

        if (!entry.IsArray)
        {
            return "the header adds to something that is no array of tables";
        }

        entry.Table = next;
        table = next;
        return null;
    }

    private string? Above(List<string> path, out TomlTable table)
    {
        table = this;
        foreach (var part in path[..^1])
        {
            if (table.Find(part) is not { } entry)
            {
                table = table.Add(part, new Entry(new TomlTable(TableOrigin.Implied)));
            }
            else if (entry.Table is { } below)
            {
                table = below;
            }
            else
            {
                return "the table lies below a name that is a value";
            }
        }

        return null;
    }

    private Entry? Find(string name) => _entries?.GetValueOrDefault(name);

    private TomlTable Add(string name, Entry entry)
    {
        (_entries ??= new Dictionary<string, Entry>(StringComparer.Ordinal)).Add(name, entry);
        return entry.Table!;
    }

    private sealed class Entry(TomlTable? table)
    {
        /// <summary>The table, the newest one of an array of tables; null for a value.</summary>
        public TomlTable? Table { get; set; } = table;

        public bool IsArray { get; init; }
    }
}
