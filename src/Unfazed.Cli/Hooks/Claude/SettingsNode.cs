using System.Text;
using System.Text.Json;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>A value of a JSON text with the place where it stands, so that the text can be changed there and nowhere else.</summary>
/// <remarks>A text is one character a byte, so that places in both are the same.</remarks>
internal sealed class SettingsNode
{
    private readonly List<SettingsNode> _children = [];
    private string _name = "";
    private int _start;
    private int _valueStart;
    private int _end;

    public JsonValueKind Kind { get; private init; }

    /// <summary>What it is in; null for the whole.</summary>
    public SettingsNode? Parent { get; private init; }

    /// <summary>A string's value.</summary>
    public string? Text { get; private init; }

    public IReadOnlyList<SettingsNode> Children => _children;

    /// <summary>Reads a text. Comments and trailing commas are allowed, since editors leave them.</summary>
    /// <exception cref="SettingsException">It is no JSON; says where.</exception>
    public static SettingsNode Parse(string text)
    {
        var reader = new Utf8JsonReader(Encoding.Latin1.GetBytes(text), new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            var root = Read(ref reader, null, ((int)reader.TokenStartIndex, ""));
            reader.Read();
            return root;
        }
        catch (JsonException problem)
        {
            throw new SettingsException($"line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}: it is no JSON");
        }
    }

    /// <summary>The value of a key; null where there is none.</summary>
    /// <exception cref="SettingsException">The key is there twice: readers take the last one, and others the first.</exception>
    public SettingsNode? Find(string name)
    {
        var found = Kind == JsonValueKind.Object ? _children.FindAll(child => child._name == name) : [];
        return found.Count > 1 ? throw new SettingsException($"duplicate key \"{name}\": remove one of them") : found.FirstOrDefault();
    }

    /// <summary>The text with one member more at the end of this object or array.</summary>
    /// <param name="text">The text.</param>
    /// <param name="member">The member, indented by two spaces a level.</param>
    public string AddTo(string text, string member)
    {
        var newline = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        if (_children is [.., var last])
        {
            var isSpread = text[last._end.._end].Contains('\n', StringComparison.Ordinal);
            var addition = isSpread ? $",{newline}{Indent(text, last._start)}{Spread(text, member, Indent(text, last._start), newline)}" : ", " + OnOneLine(member);
            return text.Insert(last._end, addition);
        }

        var own = Indent(text, _start);
        var inner = own + Unit(text);
        return $"{text[..(_valueStart + 1)]}{newline}{inner}{Spread(text, member, inner, newline)}{newline}{own}{text[(_end - 1)..]}";
    }

    /// <summary>The text without this value, its key, and the comma beside it.</summary>
    public string RemoveFrom(string text)
    {
        var siblings = Parent!._children;
        var place = siblings.IndexOf(this);
        var (from, to) = place > 0 ? (siblings[place - 1]._end, _end)
            : siblings.Count > 1 ? (_start, siblings[1]._start)
            : (Parent._valueStart + 1, Parent._end - 1);
        return text.Remove(from, to - from);
    }

    private static SettingsNode Read(ref Utf8JsonReader reader, SettingsNode? parent, (int Start, string Name) key)
    {
        var node = new SettingsNode
        {
            Kind = reader.TokenType switch
            {
                JsonTokenType.StartObject => JsonValueKind.Object,
                JsonTokenType.StartArray => JsonValueKind.Array,
                JsonTokenType.String => JsonValueKind.String,
                _ => JsonValueKind.Undefined,
            },
            Parent = parent,
            Text = reader.TokenType == JsonTokenType.String ? Encoding.UTF8.GetString(reader.ValueSpan) : null,
            _name = key.Name,
            _start = key.Start,
            _valueStart = (int)reader.TokenStartIndex,
        };
        while (node.Kind is JsonValueKind.Object or JsonValueKind.Array && reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var start = (int)reader.TokenStartIndex;
            var name = "";
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = Encoding.UTF8.GetString(reader.ValueSpan);
                reader.Read();
            }

            node._children.Add(Read(ref reader, node, (start, name)));
        }

        node._end = (int)reader.BytesConsumed;
        return node;
    }

    private static string OnOneLine(string member) => string.Join(' ', member.Split('\n').Select(static line => line.Trim(' ')));

    private static string Spread(string text, string member, string indent, string newline)
    {
        var unit = Unit(text);
        return string.Join(newline, member.Split('\n').Select((line, place) =>
        {
            var level = (line.Length - line.TrimStart(' ').Length) / 2;
            return place == 0 ? line : indent + string.Concat(Enumerable.Repeat(unit, level)) + line.TrimStart(' ');
        }));
    }

    // The white space before what stands first in the line of a place.
    private static string Indent(string text, int place)
    {
        var line = place == 0 ? 0 : text.LastIndexOf('\n', place - 1) + 1;
        var end = line;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text[line..Math.Min(end, place)];
    }

    // What the file indents by: the white space before its first key.
    private static string Unit(string text)
    {
        var first = Parse(text)._children is [var child, ..] ? Indent(text, child._start) : "";
        return first.Length > 0 ? first : "  ";
    }
}
