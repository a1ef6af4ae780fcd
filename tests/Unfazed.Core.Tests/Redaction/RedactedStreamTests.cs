using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Redaction;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Redaction;

public class RedactedStreamTests
{
    private const int MaxMemory = 16 * 1024;

    // Some begin alike, hold each other, overlap, and repeat themselves.
    private static readonly Redactor Redactor = Redactor.Of(new Dictionary<string, string>
    {
        ["A_TOKEN"] = "abab-abab-1",
        ["B_TOKEN"] = "abab-abab-1234",
        ["C_TOKEN"] = "ab-1234-éß-abab",
        ["D_TOKEN"] = "abcabcabcabcABC1",
    });

    private static readonly string[] Words =
        ["abab-abab-1", "abab-abab-1234", "ab-1234-éß-abab", "abcabcabcabcABC1", "abcabcabc", "abab-", "ab", "a", "-1234", "é", "text ", "\n", "YWJhYi1hYmFiLTEyMzQ="];

    [Fact]
    public void However_a_stream_is_cut_it_comes_out_as_the_whole_text_does()
    {
        var streams = from words in ArbMap.Default.GeneratorFor<int[]>()
                      from cuts in ArbMap.Default.GeneratorFor<byte[]>()
                      select (Text: string.Concat(words.Select(static word => Words[Math.Abs(word % Words.Length)])) + "\n", Cuts: cuts);
        Prop.ForAll(streams.ToArbitrary(), static stream => Cut(stream.Text, stream.Cuts) == Redactor.Text(stream.Text))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Byte_by_byte_nothing_slips_through() =>
        Assert.Equal("key: ***, again ***\n", Cut("key: abab-abab-1234, again abcabcabcabcABC1\n", [1]));

    [Fact]
    public void What_can_be_no_secret_is_passed_on_at_once()
    {
        var seen = new StringBuilder();
        var stream = Redactor.Open(bytes => seen.Append(Encoding.UTF8.GetString(bytes)));

        stream.Write("a line\nabab-"u8);
        Assert.Equal("a line\n", seen.ToString());
        stream.Write("no.\n"u8);
        Assert.Equal("a line\nabab-no.\n", seen.ToString());
    }

    [Fact]
    public void A_stream_that_ends_within_a_secret_does_not_show_the_most_of_it()
    {
        Assert.Equal("key: ***", Cut("key: abab-abab-", [3]));
        Assert.Equal("key: abab-", Cut("key: abab-", [3]));
    }

    [Fact]
    public void Overlaps_without_end_hold_back_no_more_than_a_secret()
    {
        var seen = new StringBuilder();
        var redactor = Redactor.Of(new Dictionary<string, string> { ["LOOP_TOKEN"] = "abc1abc1abc1abc1" });
        var stream = redactor.Open(bytes => seen.Append(Encoding.UTF8.GetString(bytes)));

        // Held back, each round would take 40,000 bytes more, and be copied again and again.
        Assert.InRange(AllocatedBytes.Smallest(MaxMemory, Write), 0, MaxMemory);
        stream.Write("\n"u8);
        stream.End();
        Assert.Equal("***\n", seen.ToString());

        void Write()
        {
            for (var count = 0; count < 10_000; count++)
            {
                stream.Write("abc1"u8);
            }
        }
    }

    private static string Cut(string text, byte[] cuts)
    {
        var seen = new MemoryStream();
        var stream = Redactor.Open(bytes => seen.Write(bytes));
        var rest = Encoding.UTF8.GetBytes(text).AsMemory();
        for (var cut = 0; rest.Length > 0; cut++)
        {
            var length = Math.Min(rest.Length, cuts.Length == 0 ? rest.Length : (cuts[cut % cuts.Length] % 16) + (cuts.Length == 1 ? 0 : 1));
            stream.Write(rest.Span[..Math.Max(1, length)]);
            rest = rest[Math.Max(1, length)..];
        }

        stream.End();
        return Encoding.UTF8.GetString(seen.ToArray());
    }
}
