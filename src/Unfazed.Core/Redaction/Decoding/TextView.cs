using System.Runtime.InteropServices;

namespace Unfazed.Core.Redaction.Decoding;

/// <summary>
/// A text, or a text as it reads when something in it is decoded, and where each of its characters stands in the text that it was
/// decoded from. Its memory is used again.
/// </summary>
internal sealed class TextView
{
    /// <summary>Stands between parts that have nothing to do with each other. No byte of a text is equal to it.</summary>
    public const char Border = '\uFFFF';

    private readonly List<Piece> _pieces = [];
    private readonly List<Stretch> _open = [];
    private readonly List<int> _undecided = [];
    private char[] _text = [];

    /// <summary>What it was decoded from; null for the text itself.</summary>
    public TextView? Source { get; private set; }

    public int Length { get; private set; }

    public ReadOnlySpan<char> Text => _text.AsSpan(0, Length);

    /// <summary>The parts that more text may continue.</summary>
    public ReadOnlySpan<Stretch> Open => CollectionsMarshal.AsSpan(_open);

    /// <summary>Places in the source at which something begins that only more text can decide.</summary>
    public ReadOnlySpan<int> Undecided => CollectionsMarshal.AsSpan(_undecided);

    /// <summary>How much memory it keeps, in characters.</summary>
    public int Capacity => _text.Length;

    /// <summary>Begins anew.</summary>
    /// <param name="source">What it is decoded from.</param>
    /// <param name="capacity">At most so many characters follow.</param>
    public void Reset(TextView? source, int capacity)
    {
        _pieces.Clear();
        _open.Clear();
        _undecided.Clear();
        (Source, Length) = (source, 0);
        if (_text.Length < capacity)
        {
            _text = new char[capacity];
        }
    }

    /// <summary>Takes a text as it is.</summary>
    public void Take(ReadOnlySpan<char> text, bool mayContinue)
    {
        Reset(null, text.Length);
        text.CopyTo(_text);
        Length = text.Length;
        if (mayContinue)
        {
            _open.Add(new Stretch(0, Length));
        }
    }

    /// <summary>Adds characters that stand for a part of the source of another length, or for an equal part.</summary>
    public void Add(ReadOnlySpan<char> text, int sourceStart, int sourceLength)
    {
        _pieces.Add(new Piece(Length, sourceStart, sourceLength, text.Length == sourceLength ? PieceKind.Copied : PieceKind.Escaped, null));
        text.CopyTo(_text.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>Adds a place for characters whose bits the digits of a run in the source hold, with a border behind it.</summary>
    public Span<char> AddPacked(int length, int firstDigit, PieceKind kind, int[] digitPlaces)
    {
        Reserve(length + 1);
        _pieces.Add(new Piece(Length, firstDigit, 0, kind, digitPlaces));
        Length += length;
        _text[Length] = Border;
        return _text.AsSpan(Length++ - length, length);
    }

    /// <summary>Takes away what was added last.</summary>
    public void RemovePacked(int length)
    {
        _pieces.RemoveAt(_pieces.Count - 1);
        Length -= length + 1;
    }

    /// <summary>More text may continue this part.</summary>
    public void Opens(int start, int end) => _open.Add(new Stretch(start, end));

    /// <summary>Only more text can decide what begins at this place of the source.</summary>
    public void Leaves(int place) => _undecided.Add(place);

    /// <summary>The end of what was copied from the source around a place, so that whoever saw the source has seen it; the place itself where nothing was.</summary>
    public int CopiedUntil(int place) => Source is not null && Length > 0 && At(place) is { Kind: PieceKind.Copied } piece ? Math.Max(place, piece.Start + piece.SourceLength) : place;

    /// <summary>The part of the text itself that a part of this view stands for, which is not empty.</summary>
    public Stretch InText(int start, int end)
    {
        var (view, from, to) = (this, start, end);
        for (; view.Source is { } source; view = source)
        {
            (from, to) = (view.At(from).SourceStartOf(from), view.At(to - 1).SourceEndOf(to - 1));
        }

        return new Stretch(from, to);
    }

    /// <summary>From where on the text itself must be kept so that this view reads the same from a place on.</summary>
    public int InTextFrom(int place)
    {
        var (view, at) = (this, place);
        for (; view.Source is { } source; view = source)
        {
            at = view.At(at).GroupStartOf(at);
        }

        return at;
    }

    /// <summary>Adds the parts of the text itself that escapes of this view stand in.</summary>
    public void AddEscapes(List<Stretch> units)
    {
        foreach (var piece in _pieces)
        {
            if (piece.Kind == PieceKind.Escaped)
            {
                units.Add(Source!.InText(piece.Source, piece.Source + piece.SourceLength));
            }
        }
    }

    private void Reserve(int more)
    {
        if (_text.Length < Length + more)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, Length + more));
        }
    }

    private Piece At(int place)
    {
        var (low, high) = (0, _pieces.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _pieces[middle].Start <= place ? (middle, high) : (low, middle - 1);
        }

        return _pieces[low];
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Piece(int Start, int Source, int SourceLength, PieceKind Kind, int[]? Places)
    {
        public int SourceStartOf(int at) => Kind switch
        {
            PieceKind.Copied => Source + at - Start,
            PieceKind.Base64 => Places![Source + ((at - Start) * 8 / 6)],
            PieceKind.Hex => Places![Source + ((at - Start) * 2)],
            _ => Source,
        };

        // Four digits of base64 are read together.
        public int GroupStartOf(int at) => Kind == PieceKind.Base64 ? Places![Source + ((at - Start) / 3 * 4)] : SourceStartOf(at);

        public int SourceEndOf(int at) => Kind switch
        {
            PieceKind.Copied => Source + at - Start + 1,
            PieceKind.Base64 => Places![Source + ((((at - Start + 1) * 8) + 5) / 6) - 1] + 1,
            PieceKind.Hex => Places![Source + ((at - Start) * 2) + 1] + 1,
            _ => Source + SourceLength,
        };
    }
}

/// <summary>How characters of a view came from its source.</summary>
internal enum PieceKind
{
    /// <summary>As they are.</summary>
    Copied,

    /// <summary>One escape stands for all of them.</summary>
    Escaped,

    /// <summary>Four digits of base64 stand for three.</summary>
    Base64,

    /// <summary>Two hexadecimal digits stand for each.</summary>
    Hex,
}

/// <summary>A part of a text.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stretch(int Start, int End);
