using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Unfazed.Core.Configuration.Syntax;

/// <summary>
/// Reads one YAML document through the event parser. The node model is not used: it overflows the stack on deep nesting. The parser's cost
/// is quadratic in depth, so the limits are checked at each event.
/// </summary>
internal sealed class YamlReader
{
    private readonly NodeBudget _budget = new();
    private readonly Dictionary<string, ConfigNode?> _anchors = new(StringComparer.Ordinal);
    private readonly Parser _parser;
    private readonly SettingSource _file;

    private readonly List<ConfigurationError> _errors;

    private YamlReader(string text, SettingSource file, List<ConfigurationError> errors)
    {
        _parser = new Parser(new StringReader(text));
        _file = file;
        _errors = errors;
    }

    /// <summary>The document, or null for an empty one; keys that stand twice go to <paramref name="errors"/>.</summary>
    /// <exception cref="ConfigSyntaxException">It is no YAML, has more than one document, or is beyond a limit.</exception>
    public static ConfigNode? Read(string text, SettingSource file, List<ConfigurationError> errors)
    {
        var reader = new YamlReader(text, file, errors);
        try
        {
            return reader.ReadStream();
        }
        catch (YamlException problem)
        {
            throw new ConfigSyntaxException(reader.At(problem.Start), $"not valid YAML: {Quoted.Short(problem.Message)}");
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            throw new ConfigSyntaxException(reader.Here, "not valid YAML: the parser cannot go on here");
        }
    }

    private SettingSource Here => _parser.Current is { } current ? At(current.Start) : _file with { Line = 1, Column = 1 };

    private ConfigNode? ReadStream()
    {
        Next();
        Next();
        if (_parser.Current is StreamEnd)
        {
            return null;
        }

        Next();
        var root = ReadNode(1);
        Next();
        Next();
        if (_parser.Current is not StreamEnd)
        {
            throw Problem("a second document: one file holds one, without \"---\" below the first");
        }

        return root is ScalarNode { IsNull: true } ? null : root;
    }

    private ConfigNode ReadNode(int depth)
    {
        switch (_parser.Current)
        {
            case AnchorAlias alias:
                return Repeat(alias, depth);
            case Scalar scalar:
                return Anchor(scalar, ReadScalar(scalar));
            case SequenceStart start:
                NodeBudget.Enter(depth, Here);
                Begin(start);
                return Anchor(start, ReadSequence(At(start.Start), depth));
            case MappingStart start:
                NodeBudget.Enter(depth, Here);
                Begin(start);
                return Anchor(start, ReadMapping(At(start.Start), depth));
            default:
                throw Problem("not valid YAML: a value is due here");
        }
    }

    private SequenceNode ReadSequence(SettingSource source, int depth)
    {
        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        for (Next(); _parser.Current is not SequenceEnd; Next())
        {
            items.Add(ReadNode(depth + 1));
        }

        return new SequenceNode(items.ToImmutable(), source);
    }

    private MappingNode ReadMapping(SettingSource source, int depth)
    {
        var entries = new MappingBuilder(_errors);
        for (Next(); _parser.Current is not MappingEnd; Next())
        {
            if (_parser.Current is not Scalar key)
            {
                throw Problem("a key is a single text here, not an alias, a list or a mapping");
            }

            var place = At(key.Start);
            var name = ReadScalar(key).Text;
            Next();
            entries.Add(new MappingEntry(name, ReadNode(depth + 1), place));
        }

        return entries.Build(source);
    }

    private ScalarNode ReadScalar(Scalar scalar)
    {
        RefuseTag(scalar);
        if (scalar.Value.Contains('\0', StringComparison.Ordinal))
        {
            throw Problem("a NUL character: no value can hold one");
        }

        return new ScalarNode(scalar.Value, scalar.Style == ScalarStyle.Plain, At(scalar.Start));
    }

    private ConfigNode Repeat(AnchorAlias alias, int depth)
    {
        var name = alias.Value.Value;
        if (!_anchors.TryGetValue(name, out var node))
        {
            throw Problem($"the alias *{Quoted.Short(name)} has no anchor &{Quoted.Short(name)} above it");
        }

        if (node is null)
        {
            throw Problem($"the alias *{Quoted.Short(name)} stands inside what it repeats");
        }

        _budget.Repeat(node, depth, Here);
        return node;
    }

    private void Begin(NodeEvent start)
    {
        RefuseTag(start);
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = null;
        }
    }

    private ConfigNode Anchor(NodeEvent start, ConfigNode node)
    {
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private void RefuseTag(NodeEvent node)
    {
        if (!node.Tag.IsEmpty)
        {
            throw Problem($"the tag {Quoted.Short(node.Tag.Value)}: tags are not used here, the key says what its value is");
        }
    }

    private void Next()
    {
        if (!_parser.MoveNext())
        {
            throw Problem("not valid YAML: it ends in the middle");
        }

        _budget.Count(Here);
    }

    private ConfigSyntaxException Problem(string message) => new(Here, message);

    private SettingSource At(Mark mark) => _file with { Line = (int)Math.Max(1, mark.Line), Column = (int)Math.Max(1, mark.Column) };
}
