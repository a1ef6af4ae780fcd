using System.Text;
using Unfazed.Validators.Xml;

namespace Unfazed.Validators.Tests.Xml;

public sealed class XmlTagCounterTests
{
    [Theory]
    [InlineData("<a b='1' c='2'/>", 2)]
    [InlineData("<a b='1'/><c d='1'/>", 1)]
    [InlineData("<a>x=1 y=2 z=3</a>", 0)]
    [InlineData("<a b='x=1 > y=2' c=\"z='3'\"/>", 2)]
    [InlineData("<!-- <a b='1' c='2'> -- --><a b='1'/>", 1)]
    [InlineData("<a><![CDATA[ <b c='1' d='2' ]]] > ]]></a><a b='1'/>", 1)]
    [InlineData("<?xml version='1.0' encoding='utf-8'?><a/>", 0)]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><a b='1'/>", 1)]
    public void Attributes_are_counted_in_tags_alone(string text, int most)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var piece = 1; piece <= bytes.Length; piece++)
        {
            Assert.False(Exceeds(bytes, piece, most), $"in pieces of {piece}");
            Assert.Equal(most > 0, Exceeds(bytes, piece, most - 1));
        }
    }

    private static bool Exceeds(byte[] bytes, int piece, int limit)
    {
        var counter = new XmlTagCounter();
        var exceeds = false;
        foreach (var chunk in bytes.Chunk(piece))
        {
            exceeds |= counter.Exceeds(chunk, Math.Max(0, limit));
        }

        return exceeds;
    }
}
