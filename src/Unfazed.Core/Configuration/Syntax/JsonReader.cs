using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Unfazed.Core.Configuration.Syntax;

/// <summary>Reads one JSON document (RFC 8259, no comments) under the same limits as YAML.</summary>
internal ref struct JsonReader
{
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly SettingSource _file;
    private readonly List<ConfigurationError> _errors;
    private readonly NodeBudget _budget = new();
    private Utf8JsonReader _reader;
    private int _offset;
    private int _line = 1;
    private int _column = 1;

    private JsonReader(ReadOnlySpan<byte> utf8, SettingSource file, List<ConfigurationError> errors)
    {
        _utf8 = utf8;
        _file = file;
        _errors = errors;

        // Ours is the limit that speaks; theirs must only not come first.
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = NodeBudget.MaximumDepth + 2 });
    }

    /// <summary>The document; keys that stand twice go to <paramref name="errors"/>.</summary>
    /// <exception cref="ConfigSyntaxException">It is no JSON, or is beyond a limit.</exception>
    public static ConfigNode? Read(string text, SettingSource file, List<ConfigurationError> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var reader = new JsonReader(Encoding.UTF8.GetBytes(text), file, errors);
        try
        {
            reader.Next();
            var root = reader.ReadNode(1);
            if (reader._reader.Read())
            {
                throw reader.Problem("not valid JSON: one value is all that a file holds");
            }

            return root;
        }
        catch (JsonException problem)
        {
            var place = file with { Line = (int)(problem.LineNumber ?? 0) + 1, Column = (int)(problem.BytePositionInLine ?? 0) + 1 };
            throw new ConfigSyntaxException(place, $"not valid JSON: {Reason(problem.Message)}");
        }
    }

    private ConfigNode ReadNode(int depth)
    {
        var source = Here();
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                NodeBudget.Enter(depth, source);
                return ReadMapping(source, depth);
            case JsonTokenType.StartArray:
                NodeBudget.Enter(depth, source);
                return ReadSequence(source, depth);
            case JsonTokenType.String:
                return new ScalarNode(Text(), IsPlain: false, source);
            default:
                return new ScalarNode(Encoding.UTF8.GetString(_reader.ValueSpan), IsPlain: true, source);
        }
    }

    private MappingNode ReadMapping(SettingSource source, int depth)
    {
        var entries = new MappingBuilder(_errors);
        for (Next(); _reader.TokenType != JsonTokenType.EndObject; Next())
        {
            var place = Here();
            var key = Text();
            Next();
            entries.Add(new MappingEntry(key, ReadNode(depth + 1), place));
        }

        return entries.Build(source);
    }

    private SequenceNode ReadSequence(SettingSource source, int depth)
    {
        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        for (Next(); _reader.TokenType != JsonTokenType.EndArray; Next())
        {
            items.Add(ReadNode(depth + 1));
        }

        return new SequenceNode(items.ToImmutable(), source);
    }

    private string Text()
    {
        try
        {
            var text = _reader.GetString() ?? "";
            return text.Contains('\0', StringComparison.Ordinal) ? throw Problem("a NUL character: no value can hold one") : text;
        }
        catch (InvalidOperationException)
        {
            throw Problem("not valid JSON: half of a surrogate pair is no character");
        }
    }

    private void Next()
    {
        if (!_reader.Read())
        {
            throw Problem("not valid JSON: it ends in the middle");
        }

        _budget.Count(Here());
    }

    private ConfigSyntaxException Problem(string message) => new(Here(), message);

    // Tokens come in order, so the place is carried along: a long line costs no more than a short one.
    private SettingSource Here()
    {
        var passed = _utf8[_offset..(int)_reader.TokenStartIndex];
        var newLine = passed.LastIndexOf((byte)'\n');
        if (newLine >= 0)
        {
            _line += passed.Count((byte)'\n');
            _column = 1;
            passed = passed[(newLine + 1)..];
        }

        _column += Encoding.UTF8.GetCharCount(passed);
        _offset = (int)_reader.TokenStartIndex;
        return _file with { Line = _line, Column = _column };
    }

    // The message ends in the position, which is said already.
    private static string Reason(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return Quoted.Short(end < 0 ? message : message[..end]);
    }
}
