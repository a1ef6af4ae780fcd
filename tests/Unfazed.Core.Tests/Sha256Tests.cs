using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace Unfazed.Core.Tests;

public class Sha256Tests
{
    [Fact]
    public void It_is_the_platforms_for_every_length_around_the_ends_of_blocks()
    {
        var bytes = new byte[300];
        new Random(1).NextBytes(bytes);
        for (var length = 0; length <= bytes.Length; length++)
        {
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, length))), Sha256.Hex(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void It_is_the_platforms_in_whatever_parts_the_bytes_come() => Prop.ForAll<byte[][]>(static parts =>
    {
        var hash = new Sha256();
        foreach (var part in parts)
        {
            hash.Append(part);
        }

        return hash.ToHex() == Convert.ToHexStringLower(SHA256.HashData([.. parts.SelectMany(static part => part)]));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(128 * 1024)]
    [InlineData((128 * 1024) + 1)]
    public void Where_it_leaves_the_work_to_the_platform_nothing_changes(int length)
    {
        var bytes = new byte[length];
        new Random(2).NextBytes(bytes);
        var digest = new byte[Sha256.DigestSize];

        Sha256.HashData(bytes, digest);

        Assert.Equal(SHA256.HashData(bytes), digest);
    }

    [Fact]
    public void A_text_is_taken_in_UTF_8() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Sha256.Hex("abc"));
}
