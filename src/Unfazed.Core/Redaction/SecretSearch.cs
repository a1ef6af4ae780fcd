using System.Runtime.InteropServices;
using Unfazed.Core.Redaction.Decoding;

namespace Unfazed.Core.Redaction;

/// <summary>
/// Finds secrets in a text, however it is encoded: what can be decoded is, and what comes out is searched like the text. Tells what
/// stands for a secret in the text itself, and from where on more text may decide. Its memory is used again: it serves one search at a time.
/// </summary>
internal sealed class SecretSearch(SecretPatterns patterns)
{
    // JSON in JSON in a shell's quotes in an address; base64 of base64 of base64.
    private const int MaxEscapes = 5;
    private const int MaxPacked = 3;

    // A text made for it would decode into something new forever.
    private const int MaxWork = 64;

    private const int KeptCapacity = 1024 * 1024;

    private readonly TextView _text = new();
    private readonly TextView?[,] _unescaped = new TextView?[MaxEscapes + 1, MaxPacked + 1];
    private readonly (TextView? View, DigitDecoder Decoder)[,] _unpacked = new (TextView?, DigitDecoder)[MaxEscapes + 1, MaxPacked + 1];
    private readonly List<Stretch> _found = [];
    private readonly List<Stretch> _units = [];
    private long _work;

    /// <summary>What stands for secrets, in order; what touches is one.</summary>
    public ReadOnlySpan<Stretch> Found => CollectionsMarshal.AsSpan(_found);

    /// <summary>From here on more text may decide; the end of the text where nothing can.</summary>
    public int PendingFrom { get; private set; }

    /// <summary>Where the beginning of a secret stands that is long enough to be covered although the text ends in it; the end of the text for none.</summary>
    public int TornFrom { get; private set; }

    /// <summary>Whether it keeps little enough memory to be kept itself.</summary>
    public bool IsSmall
    {
        get
        {
            var capacity = _text.Capacity;
            foreach (var view in _unescaped)
            {
                capacity += view?.Capacity ?? 0;
            }

            foreach (var (view, _) in _unpacked)
            {
                capacity += view?.Capacity ?? 0;
            }

            return capacity <= KeptCapacity;
        }
    }

    /// <summary>Searches a text, each byte of it as one character.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mayContinue">Whether more may follow.</param>
    public void Run(ReadOnlySpan<char> text, bool mayContinue)
    {
        _found.Clear();
        _units.Clear();
        (PendingFrom, TornFrom, _work) = (text.Length, text.Length, (text.Length + 64L) * MaxWork);
        _text.Take(text, mayContinue);
        Search(_text, MaxEscapes, MaxPacked);
        Merge();
        HoldWholeUnits();
    }

    private void Search(TextView view, int escapes, int packed)
    {
        Find(view);
        _work -= view.Length;
        if (_work < 0)
        {
            return;
        }

        if (escapes > 0)
        {
            var unescaped = _unescaped[escapes, packed] ??= new TextView();
            var isEscaped = patterns.Escapes.Decode(view, unescaped);
            Hold(view, unescaped);
            if (isEscaped)
            {
                KeepUnits(unescaped);
                Search(unescaped, escapes - 1, packed);
            }
        }

        if (packed > 0)
        {
            var (unpacked, decoder) = _unpacked[escapes, packed] is ({ } known, var its) ? (known, its) : (new TextView(), new DigitDecoder(patterns.Bytes));
            _unpacked[escapes, packed] = (unpacked, decoder);
            var isPacked = decoder.Decode(view, unpacked);
            Hold(view, unpacked);
            if (isPacked)
            {
                Search(unpacked, escapes, packed - 1);
            }
        }
    }

    private void Find(TextView view)
    {
        var text = view.Text;
        for (var next = patterns.Next(text); next >= 0;)
        {
            _found.Add(view.InText(next, next + patterns.LengthAt(text[next..])));
            next = patterns.Next(text[(next + 1)..]) is >= 0 and var distance ? next + 1 + distance : -1;
        }

        foreach (var open in view.Open)
        {
            var pending = open.Start + patterns.PendingFrom(text[open.Start..open.End]);
            if (pending < open.End)
            {
                PendingFrom = Math.Min(PendingFrom, view.InTextFrom(pending));
                TornFrom = open.End - pending >= SecretValue.LeastLength ? Math.Min(TornFrom, view.InText(pending, open.End).Start) : TornFrom;
            }
        }
    }

    private void Hold(TextView view, TextView decoded)
    {
        foreach (var place in decoded.Undecided)
        {
            PendingFrom = Math.Min(PendingFrom, view.InTextFrom(place));
        }
    }

    private void KeepUnits(TextView view)
    {
        if (!_text.Open.IsEmpty)
        {
            view.AddEscapes(_units);
        }
    }

    // A text that went on from within an escape would be read otherwise.
    private void HoldWholeUnits()
    {
        for (var before = -1; before != PendingFrom;)
        {
            before = PendingFrom;
            foreach (var unit in _units)
            {
                PendingFrom = unit.Start < PendingFrom && PendingFrom < unit.End ? unit.Start : PendingFrom;
            }
        }
    }

    private void Merge()
    {
        if (_found.Count < 2)
        {
            return;
        }

        _found.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        var last = 0;
        for (var index = 1; index < _found.Count; index++)
        {
            var next = _found[index];
            if (next.Start <= _found[last].End)
            {
                _found[last] = new Stretch(_found[last].Start, Math.Max(_found[last].End, next.End));
            }
            else
            {
                _found[++last] = next;
            }
        }

        _found.RemoveRange(last + 1, _found.Count - last - 1);
    }
}
