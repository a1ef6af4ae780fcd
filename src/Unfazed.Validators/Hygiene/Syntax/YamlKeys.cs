using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>Follows the events of a YAML stream and sees a duplicate key in a mapping.</summary>
internal sealed partial class YamlKeys
{
    private readonly Stack<Level> _levels = new();

    /// <summary>How many sequences and mappings are open.</summary>
    public int Depth => _levels.Count;

    /// <summary>Whether the innermost one is written with brackets or braces.</summary>
    public bool IsInFlow => _levels.TryPeek(out var level) && level.IsFlow;

    /// <summary>Takes the next event; gives it back when it is a key that its mapping has already.</summary>
    public Scalar? Next(ParsingEvent current)
    {
        switch (current)
        {
            case MappingStart mapping:
                NoteNode();
                _levels.Push(new Level { Keys = [], IsFlow = mapping.Style == MappingStyle.Flow });
                return null;
            case SequenceStart sequence:
                NoteNode();
                _levels.Push(new Level { IsFlow = sequence.Style == SequenceStyle.Flow });
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

    // Compared by meaning: 1 and "1" are different keys, a and "a" are one. << may stand several times.
    private bool Remember(Scalar key)
    {
        var isPlain = key.Style == ScalarStyle.Plain;
        var isText = !isPlain || !key.Tag.IsEmpty || !NotText().IsMatch(key.Value);
        return (isPlain && key.Value == "<<") || _levels.Peek().Keys!.Add((key.Value, key.Tag.IsEmpty ? "" : key.Tag.Value, isText));
    }

    // What a parser of YAML 1.1 or 1.2 may take for null, a boolean, a number or a date instead of text.
    [GeneratedRegex("^(~|null|true|false|yes|no|on|off|y|n|=|[-+.]?[0-9][-+.:_0-9a-fox tz]*|[-+]?[.](inf|nan)|)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NotText();

    private sealed class Level
    {
        public HashSet<(string Value, string Tag, bool IsText)>? Keys { get; init; }

        public bool IsFlow { get; init; }

        public bool KeyIsNext { get; set; } = true;
    }
}
