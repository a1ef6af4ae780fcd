using System.Text;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>
/// Holds a text to a number of tokens without knowing the reader's tokenizer: an estimate from characters that lies above what
/// tokenizers make of code and paths. Letters and spaces count a third of a token, other ASCII a half, everything else two.
/// </summary>
internal sealed class TokenBudget(int tokens)
{
    private const int Sixths = 6;

    private readonly StringBuilder _text = new();
    private int _left = tokens * Sixths;

    /// <summary>The estimate of a text, rounded up.</summary>
    public static int Estimate(string text) => (Cost(text) + Sixths - 1) / Sixths;

    /// <summary>Whether a line still fits beside what is kept for the end.</summary>
    public bool TryAdd(string line, int keep = 0)
    {
        var cost = Cost(line) + Cost("\n");
        if (cost > _left - (keep * Sixths))
        {
            return false;
        }

        _left -= cost;
        _text.Append(line).Append('\n');
        return true;
    }

    public override string ToString() => _text.ToString();

    private static int Cost(string text)
    {
        var cost = 0;
        foreach (var character in text)
        {
            cost += character switch
            {
                ' ' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => 2,
                < (char)0x80 => 3,
                _ => 12,
            };
        }

        return cost;
    }
}
