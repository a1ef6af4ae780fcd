using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Tests.TextFiles;

public sealed class TextProbeTests
{
    [Theory]
    [InlineData("61 09 0A 0C 0D 08 1B 07", "Text")]
    [InlineData("C3 A9 E2 82 AC F0 9F 98 80", "Text")]
    [InlineData("EF BB BF 61", "Text")]
    [InlineData("61 E9 62", "OtherEncoding")]
    [InlineData("61 E2 82", "OtherEncoding")]
    [InlineData("ED A0 80", "OtherEncoding")]
    [InlineData("61 00", "Binary")]
    [InlineData("61 01", "Binary")]
    [InlineData("61 0B", "Binary")]
    [InlineData("61 1A", "Binary")]
    [InlineData("61 7F", "Binary")]
    [InlineData("93 A9 10 80 FF 20 0A 81 0D 0A FE 05", "Binary")]
    public void What_a_content_is_is_read_from_its_bytes(string content, string certainty) =>
        Assert.Equal(certainty, TextProbe.Of(Convert.FromHexString(content.Replace(" ", ""))).ToString());

    [Fact]
    public void Where_blocks_end_decides_nothing() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(
        Arb.From(Gen.ArrayOf(Gen.Elements("a", "\n", "é", "€", "😀", "\u0001"))), Arb.From(Gen.Choose(1, 5)), Arb.From(Gen.Choose(0, 255)), static (pieces, size, odd) =>
        {
            byte[] content = [.. Encoding.UTF8.GetBytes(string.Concat(pieces)), .. odd < 60 ? new[] { (byte)(odd + 0xC0) } : []];
            var probe = new TextProbe();
            foreach (var block in content.Chunk(size))
            {
                probe.Next(block);
            }

            return probe.Certainty == TextProbe.Of(content);
        }));

    [Fact]
    public void What_is_behind_the_first_blocks_counts()
    {
        var probe = new TextProbe();
        for (var block = 0; block < 200; block++)
        {
            probe.Next("abcdefgh"u8);
        }

        probe.Next([0]);
        Assert.Equal(TextCertainty.Binary, probe.Certainty);
    }
}
