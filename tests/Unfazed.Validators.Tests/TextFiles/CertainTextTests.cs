using System.Text;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Tests.TextFiles;

public sealed class CertainTextTests
{
    public static TheoryData<string> Encodings => ["utf-8", "utf-16", "utf-16BE", "utf-32", "utf-32BE"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_text_is_written_in_the_encoding_in_which_it_was_read(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] content = [.. encoding.Preamble, .. encoding.GetBytes("aé 😀 \r\nb")];
        var text = CertainText.Read(content);
        Assert.NotNull(text);
        Assert.Equal(content, text.Encode(text.Utf8));
        Assert.EndsWith("aé 😀 \r\nb", Encoding.UTF8.GetString(text.Utf8), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FF FE 41 00 0A")]
    [InlineData("FF FE 00 D8 0A 00")]
    [InlineData("FF FE 01 00 0A 00")]
    [InlineData("FF FE 00 E0 0A 00")]
    [InlineData("FF FE 41 00")]
    [InlineData("25 50 44 46 2D 31 0A")]
    [InlineData("61 E9 0A")]
    public void Where_there_is_doubt_nothing_is_read(string content) => Assert.Null(CertainText.Read(Convert.FromHexString(content.Replace(" ", ""))));
}
