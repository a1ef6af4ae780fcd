using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Unfazed.Core;

/// <summary>SHA-256 (FIPS 180-4) for short things: names, keys, fingerprints.</summary>
/// <remarks>
/// The platform's own loads a library of cryptography that takes 4 ms to start, a third of what a whole run of one small check may take. For
/// what is long it is the faster one all the same.
/// </remarks>
internal sealed class Sha256
{
    /// <summary>How many bytes a digest has.</summary>
    public const int DigestSize = 32;

    private const int BlockSize = 64;
    private const int LengthSize = 8;

    // Beyond this the platform's is ahead, its start included.
    private const int LongestShort = 128 * 1024;

    private readonly uint[] _state = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
    private readonly byte[] _block = new byte[BlockSize];
    private int _filled;
    private ulong _length;

    private static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
        0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
        0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
        0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>The digest of a text in UTF-8, in small hexadecimal digits.</summary>
    public static string Hex(string text) => Hex(Encoding.UTF8.GetBytes(text));

    /// <summary>The digest of bytes, in small hexadecimal digits.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[DigestSize];
        HashData(bytes, digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>The digest of bytes, by the platform where they are many.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="digest">Receives it: 32 bytes.</param>
    public static void HashData(ReadOnlySpan<byte> bytes, Span<byte> digest)
    {
        if (bytes.Length > LongestShort)
        {
            SHA256.HashData(bytes, digest);
            return;
        }

        var hash = new Sha256();
        hash.Append(bytes);
        hash.Finish(digest);
    }

    /// <summary>Takes more bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _length += (ulong)bytes.Length;
        while (!bytes.IsEmpty)
        {
            var taken = Math.Min(bytes.Length, BlockSize - _filled);
            bytes[..taken].CopyTo(_block.AsSpan(_filled));
            bytes = bytes[taken..];
            _filled += taken;
            if (_filled == BlockSize)
            {
                Mix();
                _filled = 0;
            }
        }
    }

    /// <summary>The digest of all that was taken, in small hexadecimal digits. Nothing can be taken any more.</summary>
    public string ToHex()
    {
        Span<byte> digest = stackalloc byte[DigestSize];
        Finish(digest);
        return Convert.ToHexStringLower(digest);
    }

    private void Finish(Span<byte> digest)
    {
        var bits = _length * 8;
        Append([0x80]);
        while (_filled != BlockSize - LengthSize)
        {
            Append([0]);
        }

        Span<byte> length = stackalloc byte[LengthSize];
        BinaryPrimitives.WriteUInt64BigEndian(length, bits);
        Append(length);
        for (var index = 0; index < _state.Length; index++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(digest[(index * 4)..], _state[index]);
        }
    }

    private void Mix()
    {
        Span<uint> words = stackalloc uint[64];
        for (var index = 0; index < 16; index++)
        {
            words[index] = BinaryPrimitives.ReadUInt32BigEndian(_block.AsSpan(index * 4));
        }

        for (var index = 16; index < words.Length; index++)
        {
            var (early, late) = (words[index - 15], words[index - 2]);
            words[index] = words[index - 16] + words[index - 7]
                + (BitOperations.RotateRight(early, 7) ^ BitOperations.RotateRight(early, 18) ^ (early >> 3))
                + (BitOperations.RotateRight(late, 17) ^ BitOperations.RotateRight(late, 19) ^ (late >> 10));
        }

        var (a, b, c, d, e, f, g, h) = (_state[0], _state[1], _state[2], _state[3], _state[4], _state[5], _state[6], _state[7]);
        for (var index = 0; index < words.Length; index++)
        {
            var first = h + (BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25)) + ((e & f) ^ (~e & g)) + Constants[index] + words[index];
            var second = (BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }

        _state[0] += a;
        _state[1] += b;
        _state[2] += c;
        _state[3] += d;
        _state[4] += e;
        _state[5] += f;
        _state[6] += g;
        _state[7] += h;
    }
}
