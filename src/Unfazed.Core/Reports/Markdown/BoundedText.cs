using System.Text;

namespace Unfazed.Core.Reports.Markdown;

/// <summary>Text that never grows beyond its limit: what does not fit is refused as a whole.</summary>
internal sealed class BoundedText(int limit)
{
    private readonly StringBuilder _text = new();

    /// <summary>How many characters still fit.</summary>
    public int Left => limit - _text.Length;

    /// <summary>Adds a piece unless less than <paramref name="reserve"/> characters would be left.</summary>
    public bool TryAdd(string piece, int reserve = 0)
    {
        if (piece.Length > Left - reserve)
        {
            return false;
        }

        _text.Append(piece);
        return true;
    }

    public override string ToString() => _text.ToString();
}
