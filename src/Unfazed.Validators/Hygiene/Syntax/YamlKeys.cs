using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>Follows the events of a YAML stream and sees a key that stands twice in a mapping.</summary>
internal sealed class YamlKeys
{
    private readonly Stack<Level> _levels = new();

    /// <summary>How many sequences and mappings are open.</summary>
    public int Depth => _levels.Count;

    /// <summary>Takes the next event; gives it back when it is a key that stood in its mapping before.</summary>
    public Scalar? Next(ParsingEvent current)
    {
        switch (current)
        {
            case MappingStart:
                NoteNode();
                _levels.Push(new Level { Keys = [] });
                return null;
            case SequenceStart:
                NoteNode();
                _levels.Push(new Level());
                return null;
            case MappingEnd or SequenceEnd:
                _levels.Pop();
                return null;
            case Scalar scalar:
                return NoteNode() && !Remember(scalar) ? scalar : null;
            case AnchorAlias:
                NoteNode();
                return null;
            default:
                return null;
        }
    }

    // Whether the node that begins now is a key.
    private bool NoteNode()
    {
        if (!_levels.TryPeek(out var level) || level.Keys is null)
        {
            return false;
        }

        level.KeyIsNext = !level.KeyIsNext;
        return !level.KeyIsNext;
    }

    // 1 and "1" are different keys, and << may stand several times.
    private bool Remember(Scalar key)
    {
        var plain = key.Style == ScalarStyle.Plain;
        return (plain && key.Value == "<<") || _levels.Peek().Keys!.Add((key.Value, key.Tag.IsEmpty ? "" : key.Tag.Value, plain));
    }

    private sealed class Level
    {
        public HashSet<(string Value, string Tag, bool Plain)>? Keys { get; init; }

        public bool KeyIsNext { get; set; } = true;
    }
}
