using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Secrets;

/// <summary>Counts lines and columns up to places in ascending order, each byte once.</summary>
internal sealed class PlaceCursor
{
    private int _at;
    private int _line = 1;
    private int _column = 1;

    /// <summary>Line and column of an offset in the current block, both from 1.</summary>
    public (int Line, int Column) MoveTo(ReadOnlySpan<byte> window, int offset)
    {
        var passed = window[_at..offset];
        var lines = passed.Count((byte)'\n');
        var column = TextColumn.After(passed[(passed.LastIndexOf((byte)'\n') + 1)..]);
        (_at, _line, _column) = (offset, _line + lines, lines == 0 ? _column + column - 1 : column);
        return (_line, _column);
    }

    /// <summary>Goes on with the next block.</summary>
    public void Leave(TextBlock block)
    {
        _ = MoveTo(block.Window, block.Length);
        _at = 0;
    }
}
