namespace Unfazed.Validators.Coverage;

/// <summary>
/// Numbers of lines, each with whether it was run: four bytes a line. Lines are added in any order; of several that are equal the one that was run counts.
/// A report of a large repository has millions of them.
/// </summary>
internal sealed class CoveredLines
{
    private const int FirstLength = 4;

    // The number in the upper bits, whether it was run in the lowest: sorted, the one that was run stands behind the one that was not.
    private uint[] _entries = [];
    private int _count;
    private bool _isSorted = true;

    /// <summary>How many lines there are.</summary>
    public int Count => Sorted().Length;

    /// <summary>For how many there is room.</summary>
    public int Capacity => _entries.Length;

    /// <summary>How many of them were run.</summary>
    public int Covered
    {
        get
        {
            var covered = 0;
            foreach (var entry in Sorted())
            {
                covered += (int)(entry & 1);
            }

            return covered;
        }
    }

    /// <summary>The numbers in ascending order.</summary>
    public IEnumerable<int> Numbers => Sorted().ToArray().Select(static entry => (int)(entry >> 1));

    /// <summary>Adds a line.</summary>
    public void Add(int line, bool isCovered)
    {
        if (_count == _entries.Length)
        {
            MakeRoom();
        }

        var entry = ((uint)line << 1) | (isCovered ? 1u : 0u);
        _isSorted &= _count == 0 || _entries[_count - 1] >> 1 < (uint)line;
        _entries[_count++] = entry;
    }

    /// <summary>Adds all lines of another report.</summary>
    public void Add(CoveredLines other)
    {
        foreach (var entry in other.Sorted())
        {
            Add((int)(entry >> 1), (entry & 1) == 1);
        }
    }

    /// <summary>Whether a line was run; null when it is not among them.</summary>
    public bool? IsCovered(int line)
    {
        var entries = Sorted();
        var place = entries.BinarySearch((uint)line << 1);
        place = place < 0 ? ~place : place;
        return place < entries.Length && entries[place] >> 1 == (uint)line ? (entries[place] & 1) == 1 : null;
    }

    // What stands there twice is taken out first: a report may name one line a million times.
    private void MakeRoom()
    {
        if (Sorted().Length > _entries.Length / 2 || _entries.Length == 0)
        {
            Array.Resize(ref _entries, Math.Max(FirstLength, _entries.Length * 2));
        }
    }

    private ReadOnlySpan<uint> Sorted()
    {
        if (!_isSorted)
        {
            Array.Sort(_entries, 0, _count);
            var kept = 0;
            for (var index = 0; index < _count; index++)
            {
                var isLast = index + 1 == _count || _entries[index + 1] >> 1 != _entries[index] >> 1;
                _entries[kept] = _entries[index];
                kept += isLast ? 1 : 0;
            }

            (_count, _isSorted) = (kept, true);
        }

        return _entries.AsSpan(0, _count);
    }
}
