namespace Unfazed.Core.Redaction.Decoding;

/// <summary>
/// Tells bytes among which a secret may be from noise: what is decoded though it was never encoded is all but always noise, and need
/// not be searched. A secret, and whatever it may be encoded in, is visible ASCII and white space, or holds bytes of the secrets.
/// </summary>
internal sealed class PlausibleBytes
{
    // Every run of eight bytes holds two whole groups of three.
    private const int BothGroups = 0b1_0001;
    private const int HighBits = 0x80_80_80;

    private readonly bool[] _isPlausible = new bool[256];
    private readonly bool _isAscii;

    public PlausibleBytes(IEnumerable<string> patterns)
    {
        for (var value = 0; value < _isPlausible.Length; value++)
        {
            _isPlausible[value] = value is >= ' ' and < 0x7F or '\t' or '\n' or '\r';
        }

        foreach (var value in patterns.SelectMany(static pattern => pattern))
        {
            _isPlausible[value] = true;
        }

        _isAscii = !_isPlausible.AsSpan(0x80).Contains(true);
    }

    /// <summary>Whether enough of them follow each other for a secret.</summary>
    public bool MayHold(ReadOnlySpan<char> bytes)
    {
        var run = 0;
        foreach (var value in bytes)
        {
            run = _isPlausible[value] ? run + 1 : 0;
            if (run == SecretValue.LeastLength)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Which beginnings of a run of digits of base64 may give such bytes: a bit for each of the first four.</summary>
    public int Beginnings(ReadOnlySpan<byte> digits)
    {
        if (!_isAscii)
        {
            return 0b1111;
        }

        var (beginnings, group, history) = (0, 0, 0);
        for (var at = 0; at < digits.Length; at++)
        {
            group = ((group << 6) | digits[at]) & 0xFF_FF_FF;
            history = (history << 1) | (at >= 3 && (group & HighBits) == 0 ? 1 : 0);
            if ((history & BothGroups) == BothGroups)
            {
                beginnings |= 1 << ((at + 1) & 3);
            }
        }

        return beginnings;
    }
}
