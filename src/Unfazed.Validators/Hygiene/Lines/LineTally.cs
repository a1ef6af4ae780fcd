using Unfazed.Validators.Hygiene.EditorConfig;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene.Lines;

/// <summary>Counts something that lines have, and remembers the first of them.</summary>
internal sealed class LineTally
{
    /// <summary>How many lines.</summary>
    public int Count { get; private set; }

    /// <summary>The first of them.</summary>
    public TextPlace First { get; private set; }

    /// <summary>Counts a line.</summary>
    public void Add(TextPlace place)
    {
        First = Count == 0 ? place : First;
        Count++;
    }
}

/// <summary>How often each line ending occurs.</summary>
internal sealed class LineEndingTally
{
    private readonly LineTally _lf = new();
    private readonly LineTally _crLf = new();
    private readonly LineTally _cr = new();

    /// <summary>Counts a line that ends so.</summary>
    public void Add(LineEnding ending, TextPlace place)
    {
        switch (ending)
        {
            case LineEnding.Lf:
                _lf.Add(place);
                break;
            case LineEnding.CrLf:
                _crLf.Add(place);
                break;
            default:
                _cr.Add(place);
                break;
        }
    }

    /// <summary>The lines that end so.</summary>
    public LineTally Of(LineEnding ending) => ending switch
    {
        LineEnding.Lf => _lf,
        LineEnding.CrLf => _crLf,
        _ => _cr,
    };
}
