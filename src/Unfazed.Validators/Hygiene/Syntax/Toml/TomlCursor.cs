using System.Buffers;

namespace Unfazed.Validators.Hygiene.Syntax.Toml;

/// <summary>A place in a document, which only moves forward.</summary>
internal ref struct TomlCursor(ReadOnlySpan<byte> text)
{
    // Tab is the only control character that may stand in a line.
    private static readonly SearchValues<byte> NotInComment =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(static value => value != '\t').Select(static value => (byte)value), 0x7F]);

    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>The offset.</summary>
    public int At { get; set; }

    /// <summary>The byte here; 0 at the end, where no byte of a text is 0.</summary>
    public readonly char Current => At < _text.Length ? (char)_text[At] : '\0';

    /// <summary>Whether the document ends here.</summary>
    public readonly bool AtEnd => At >= _text.Length;

    /// <summary>What is left.</summary>
    public readonly ReadOnlySpan<byte> Rest => _text[At..];

    /// <summary>Goes behind spaces and tabs.</summary>
    public void SkipBlanks()
    {
        var blanks = Rest.IndexOfAnyExcept((byte)' ', (byte)'\t');
        At += blanks < 0 ? Rest.Length : blanks;
    }

    /// <summary>Goes behind white space, line breaks and comments; false at the end.</summary>
    public bool SkipToStatement()
    {
        while (true)
        {
            SkipBlanks();
            if (Current == '#')
            {
                SkipComment();
            }
            else if (!TryTakeLineBreak())
            {
                return !AtEnd;
            }
        }
    }

    /// <summary>Goes behind the end of the line, at which nothing but white space and a comment may stand.</summary>
    public void EndLine()
    {
        SkipBlanks();
        if (Current == '#')
        {
            SkipComment();
        }

        if (!AtEnd && !TryTakeLineBreak())
        {
            throw Unexpected("the end of the line");
        }
    }

    /// <summary>Goes behind a line break, where one is.</summary>
    public bool TryTakeLineBreak() => TryTake("\n"u8) || TryTake("\r\n"u8);

    /// <summary>Goes behind these bytes, where they are.</summary>
    public bool TryTake(ReadOnlySpan<byte> bytes)
    {
        if (!Rest.StartsWith(bytes))
        {
            return false;
        }

        At += bytes.Length;
        return true;
    }

    /// <summary>Goes behind a byte that is known to be here.</summary>
    public void Take(byte value) => At += Current == value ? 1 : throw Unexpected($"\"{(char)value}\"");

    /// <summary>Goes behind white space and these bytes.</summary>
    public void Expect(ReadOnlySpan<byte> bytes)
    {
        SkipBlanks();
        if (!TryTake(bytes))
        {
            throw Unexpected($"\"{System.Text.Encoding.UTF8.GetString(bytes)}\"");
        }
    }

    /// <summary>The error that something else stands here.</summary>
    public readonly TomlException Unexpected(string wanted) =>
        new(At, AtEnd ? $"the file ends where {wanted} was expected" : $"{Shown()} where {wanted} was expected");

    private readonly string Shown() => Current switch
    {
        '\n' or '\r' => "the line ends",
        < ' ' or '\u007f' => $"a control character (0x{(int)Current:X2})",
        < '\u0080' => $"\"{Current}\"",
        _ => "a character beyond ASCII",
    };

    private void SkipComment()
    {
        var end = Rest.IndexOfAny(NotInComment);
        At += end < 0 ? Rest.Length : end;
        if (!AtEnd && Current != '\n' && !Rest.StartsWith("\r\n"u8))
        {
            throw new TomlException(At, "a control character in a comment");
        }
    }
}
