using System.Globalization;
using System.Text;

namespace Unfazed.Integrations.QuestDb;

/// <summary>One line of the InfluxDB line protocol, version 1, as QuestDB, InfluxDB and VictoriaMetrics read it alike.</summary>
/// <remarks>
/// They differ over backslashes and line breaks in tags: a backslash is doubled for QuestDB and never for InfluxDB 1, which can't have one at a
/// value's end. So neither occurs there: <see cref="WireText"/> has taken the line breaks, and a backslash becomes U+29F5, which looks like it.
/// </remarks>
internal sealed class LineProtocol
{
    private const char LooksLikeBackslash = '\u29F5';

    private readonly StringBuilder _tags = new();
    private readonly StringBuilder _fields = new();

    /// <summary>A line of a table.</summary>
    /// <param name="table">Its name: letters and <c>_</c>.</param>
    public LineProtocol(string table) => _tags.Append(table);

    /// <summary>Adds a tag, a symbol to QuestDB. An empty one is left out: InfluxDB refuses it.</summary>
    public LineProtocol Tag(string name, string value)
    {
        var text = WireText.Of(value).Replace('\\', LooksLikeBackslash);
        if (text.Length > 0)
        {
            _tags.Append(',').Append(name).Append('=');
            foreach (var character in text)
            {
                _tags.Append(character is ' ' or ',' or '=' ? "\\" : "").Append(character);
            }
        }

        return this;
    }

    /// <summary>Adds tags.</summary>
    public LineProtocol Tags(IEnumerable<KeyValuePair<string, string>> tags)
    {
        foreach (var (name, value) in tags)
        {
            Tag(name, value);
        }

        return this;
    }

    /// <summary>Adds a whole number.</summary>
    public LineProtocol Field(string name, long value)
    {
        Begin(name).Append(CultureInfo.InvariantCulture, $"{value}i");
        return this;
    }

    /// <summary>Adds a truth value.</summary>
    public LineProtocol Field(string name, bool value)
    {
        Begin(name).Append(value ? 't' : 'f');
        return this;
    }

    /// <summary>Adds a text; null for none.</summary>
    public LineProtocol Field(string name, string? value)
    {
        if (value is not null)
        {
            var text = WireText.Of(value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            Begin(name).Append('"').Append(text).Append('"');
        }

        return this;
    }

    /// <summary>The line with its time, in nanoseconds since 1970, and its end.</summary>
    public string At(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{_tags} {_fields} {(time - DateTimeOffset.UnixEpoch).Ticks * 100}\n");

    private StringBuilder Begin(string name) => _fields.Append(_fields.Length > 0 ? "," : "").Append(name).Append('=');
}
