namespace Unfazed.Validators.Hygiene.Syntax.Toml;

/// <summary>Reads a document from its first byte to its last, and throws at what the grammar does not allow.</summary>
internal ref struct TomlDocument
{
    private const int MaxDepth = 128;
    private readonly TomlTable _root = new(TableOrigin.Header);
    private TomlCursor _cursor;
    private TomlTable _current;
    private int _depth;

    public TomlDocument(ReadOnlySpan<byte> text)
    {
        _cursor = new TomlCursor(text);
        _current = _root;
    }

    /// <exception cref="TomlException">It is no TOML.</exception>
    public void Read()
    {
        while (_cursor.SkipToStatement())
        {
            if (_cursor.Current == '[')
            {
                ReadHeader();
            }
            else
            {
                ReadPair(_current);
            }

            _cursor.EndLine();
        }
    }

    private void ReadHeader()
    {
        var start = _cursor.At;
        var isArray = _cursor.TryTake("[["u8);
        if (!isArray)
        {
            _cursor.Take((byte)'[');
        }

        _cursor.SkipBlanks();
        var path = TomlKeys.ReadPath(ref _cursor);
        _cursor.Expect(isArray ? "]]"u8 : "]"u8);
        var problem = isArray ? _root.TryAppend(path, out _current) : _root.TryDefine(path, out _current);
        if (problem is not null)
        {
            throw new TomlException(start, problem);
        }
    }

    private void ReadPair(TomlTable table)
    {
        var start = _cursor.At;
        var path = TomlKeys.ReadPath(ref _cursor);
        _cursor.Expect("="u8);
        _cursor.SkipBlanks();
        if (table.TryReserve(path) is { } problem)
        {
            throw new TomlException(start, problem);
        }

        ReadValue();
    }

    private void ReadValue()
    {
        switch (_cursor.Current)
        {
            case '"' or '\'':
                TomlStrings.SkipValue(ref _cursor);
                break;
            case '[':
                Nested(static (ref TomlDocument document) => document.ReadArray());
                break;
            case '{':
                Nested(static (ref TomlDocument document) => document.ReadInlineTable());
                break;
            default:
                TomlScalars.Skip(ref _cursor);
                break;
        }
    }

    private delegate void Reading(ref TomlDocument document);

    private void Nested(Reading reading)
    {
        if (++_depth > MaxDepth)
        {
            throw new TomlException(_cursor.At, $"nested more than {MaxDepth} deep") { IsLimit = true };
        }

        reading(ref this);
        _depth--;
    }

    private void ReadArray()
    {
        var start = _cursor.At;
        _cursor.Take((byte)'[');
        while (true)
        {
            SkipWithinArray(start);
            if (_cursor.TryTake("]"u8))
            {
                return;
            }

            ReadValue();
            SkipWithinArray(start);
            if (!_cursor.TryTake(","u8))
            {
                _cursor.Expect("]"u8);
                return;
            }
        }
    }

    private void SkipWithinArray(int start)
    {
        if (!_cursor.SkipToStatement())
        {
            throw new TomlException(start, "an array that does not end");
        }
    }

    private void ReadInlineTable()
    {
        var table = new TomlTable(TableOrigin.Header);
        _cursor.Take((byte)'{');
        _cursor.SkipBlanks();
        if (_cursor.TryTake("}"u8))
        {
            return;
        }

        do
        {
            _cursor.SkipBlanks();
            ReadPair(table);
            _cursor.SkipBlanks();
        }
        while (_cursor.TryTake(","u8));
        _cursor.Expect("}"u8);
    }
}
