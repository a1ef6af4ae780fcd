using System.Security.Cryptography;

namespace Unfazed.Core.Journal;

/// <summary>
/// Writes one line of a journal with its checksum: a short one in a single append, a long one in pieces, so that a check with a million findings is not held in
/// memory a second time. A line that breaks off has no checksum and no end, and is passed over.
/// </summary>
/// <param name="journal">Takes the line.</param>
internal sealed class ChecksummedLine(Stream journal) : OutputStream
{
    // Up to here a single append, and a hash that needs no library of cryptography.
    private const int MaxHeld = 128 * 1024;

    private readonly MemoryStream _held = new();
    private IncrementalHash? _hash;

    /// <summary>Ends the line: the object's last brace moves behind the checksum.</summary>
    public void End()
    {
        var content = _held.GetBuffer().AsSpan(0, (int)_held.Length - 1);
        _hash?.AppendData(content);
        var sum = _hash is null ? Sha256.Hex(content) : Convert.ToHexStringLower(_hash.GetHashAndReset());
        _held.SetLength(content.Length);
        _held.Write(JournalChecksum.Ending(sum));
        journal.Write(_held.GetBuffer().AsSpan(0, (int)_held.Length));
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_held.Length > 0 && _held.Length + buffer.Length > MaxHeld)
        {
            // All but the last byte, which may be the brace.
            var done = _held.GetBuffer().AsSpan(0, (int)_held.Length - 1);
            var last = _held.GetBuffer()[done.Length];
            _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            _hash.AppendData(done);
            journal.Write(done);
            _held.SetLength(0);
            _held.WriteByte(last);
        }

        _held.Write(buffer);
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _hash?.Dispose();
        _held.Dispose();
        base.Dispose(disposing);
    }
}
