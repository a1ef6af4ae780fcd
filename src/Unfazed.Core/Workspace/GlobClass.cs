using System.Collections.Immutable;
using System.Text;

namespace Unfazed.Core.Workspace;

/// <summary>The characters that one place of a glob takes: <c>[a-z]</c>, <c>[!a-z]</c>, or all but the slash. Never the slash.</summary>
internal sealed class GlobClass
{
    private readonly bool _negated;
    private readonly ImmutableArray<(int Low, int High)> _ranges;

    private GlobClass(bool negated, ImmutableArray<(int Low, int High)> ranges)
    {
        _negated = negated;
        _ranges = ranges;
    }

    public static GlobClass NoSlash { get; } = new(negated: true, []);

    public bool Contains(int rune)
    {
        if (rune is '/' or GlobProgram.AnyName)
        {
            return false;
        }

        foreach (var (low, high) in _ranges)
        {
            if (rune >= low && rune <= high)
            {
                return !_negated;
            }
        }

        return _negated;
    }

    /// <summary>Reads from behind the opening bracket to behind the closing one.</summary>
    public static GlobClass Read(string text, ref int position)
    {
        var negated = text[position] is '!' or '^';
        position += negated ? 1 : 0;
        var ranges = ImmutableArray.CreateBuilder<(int, int)>();
        do
        {
            var low = ReadOne(text, ref position);
            var isRange = text[position] == '-' && text[position + 1] != ']';
            position += isRange ? 1 : 0;
            var high = isRange ? ReadOne(text, ref position) : low;
            ranges.Add(low <= high ? (low, high) : throw new FormatException($"the range {new Rune(low)}-{new Rune(high)} runs backwards"));
        }
        while (text[position] != ']');

        position++;
        return new GlobClass(negated, ranges.ToImmutable());
    }

    /// <summary>How many characters the class at <paramref name="start"/> takes, brackets included.</summary>
    public static int Length(string text, int start)
    {
        var position = start + 1;
        position += position < text.Length && text[position] is '!' or '^' ? 1 : 0;
        for (var first = true; position < text.Length; first = false)
        {
            switch (text[position])
            {
                case ']' when !first:
                    return position + 1 - start;
                case '/':
                case '\\' when position + 1 < text.Length && text[position + 1] == '/':
                    throw new FormatException("a [ ] cannot hold a slash; write \\[ for the character itself");
                case '[' when position + 1 < text.Length && text[position + 1] == ':':
                    throw new FormatException("named classes such as [:alpha:] are not part of this language; write [a-zA-Z]");
            }

            position += text[position] == '\\' ? 2 : 1;
        }

        throw new FormatException("a [ is not closed; write \\[ for the character itself");
    }

    private static int ReadOne(string text, ref int position)
    {
        position += text[position] == '\\' ? 1 : 0;
        Rune.DecodeFromUtf16(text.AsSpan(position), out var rune, out var length);
        position += length;
        return rune.Value;
    }
}
