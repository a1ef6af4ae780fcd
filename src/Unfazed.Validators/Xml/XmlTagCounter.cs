using System.Runtime.InteropServices;

namespace Unfazed.Validators.Xml;

/// <summary>
/// Counts the attributes of each tag in XML that arrives in pieces, in an encoding that has ASCII for its markup. The platform's reader holds all
/// attributes of an element, some 150 bytes for each, and passes over them whenever it takes a further piece.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct XmlTagCounter
{
    private State _state;
    private byte _quote;
    private int _attributes;
    private int _closing;

    private enum State
    {
        Text,
        Open,
        Tag,
        Quoted,
        Markup,
        Declaration,
        Comment,
        Verbatim,
        Instruction,
    }

    /// <summary>Reads on; true when the tag it stands in, or one that it came through, has more attributes than that.</summary>
    /// <param name="bytes">The next piece.</param>
    /// <param name="limit">The most attributes that a tag may have.</param>
    public bool Exceeds(ReadOnlySpan<byte> bytes, int limit)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[Step(bytes)..];
            if (_attributes > limit)
            {
                return true;
            }
        }

        return false;
    }

    // How many bytes were read: at least one.
    private int Step(ReadOnlySpan<byte> bytes)
    {
        switch (_state)
        {
            case State.Text:
                return Until(bytes, bytes.IndexOf((byte)'<'), State.Open);
            case State.Open:
                _state = bytes[0] switch { (byte)'!' => State.Markup, (byte)'?' => State.Instruction, _ => State.Tag };
                (_attributes, _closing) = (0, 0);
                return 1;
            case State.Tag:
                return InTag(bytes);
            case State.Quoted:
                return Until(bytes, bytes.IndexOf(_quote), State.Tag);
            case State.Markup:
                _state = bytes[0] switch { (byte)'-' => State.Comment, (byte)'[' => State.Verbatim, (byte)'>' => State.Text, _ => State.Declaration };
                return 1;
            case State.Declaration:
                return Until(bytes, bytes.IndexOf((byte)'>'), State.Text);
            case State.Comment:
                return Closing(bytes, (byte)'-', 2);
            case State.Verbatim:
                return Closing(bytes, (byte)']', 2);
            default:
                return Closing(bytes, (byte)'?', 1);
        }
    }

    private int InTag(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOfAny((ReadOnlySpan<byte>)[(byte)'>', (byte)'=', (byte)'"', (byte)'\'']);
        if (at < 0)
        {
            return bytes.Length;
        }

        (_state, _quote) = bytes[at] switch
        {
            (byte)'>' => (State.Text, default),
            (byte)'=' => (State.Tag, default),
            var quote => (State.Quoted, quote),
        };
        _attributes += bytes[at] == '=' ? 1 : 0;
        return at + 1;
    }

    // Up to ">" behind so many of the bytes that close: "-->", "]]>", "?>".
    private int Closing(ReadOnlySpan<byte> bytes, byte closing, int needed)
    {
        if (bytes[0] == closing)
        {
            _closing++;
            return 1;
        }

        if (bytes[0] == '>' && _closing >= needed)
        {
            _state = State.Text;
            return 1;
        }

        _closing = 0;
        var at = bytes.IndexOf(closing);
        return at < 0 ? bytes.Length : at;
    }

    private int Until(ReadOnlySpan<byte> bytes, int at, State next)
    {
        if (at < 0)
        {
            return bytes.Length;
        }

        _state = next;
        return at + 1;
    }
}
