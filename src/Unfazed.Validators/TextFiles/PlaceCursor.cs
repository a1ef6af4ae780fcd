namespace Unfazed.Validators.TextFiles;

/// <summary>Counts lines and columns up to places. In ascending order each byte is counted once, however many places there are.</summary>
internal sealed class PlaceCursor
{
    private (int At, int Line, int Column) _blockStart = (0, 1, 1);
    private (int At, int Line, int Column) _current = (0, 1, 1);

    /// <summary>Line and column of an offset in the current block, both from 1.</summary>
    public (int Line, int Column) MoveTo(ReadOnlySpan<byte> window, int offset)
    {
        var from = offset < _current.At ? _blockStart : _current;
        var passed = window[from.At..offset];
        var lines = passed.Count((byte)'\n');
        var column = TextColumn.After(passed[(passed.LastIndexOf((byte)'\n') + 1)..]);
        _current = (offset, from.Line + lines, lines == 0 ? from.Column + column - 1 : column);
        return (_current.Line, _current.Column);
    }

    /// <summary>Goes on with the next block.</summary>
    public void Leave(TextBlock block)
    {
        _ = MoveTo(block.Window, block.Length);
        _blockStart = _current = _current with { At = 0 };
    }
}
