using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Tests.Processes;

public sealed class PosixTextTests
{
    [Fact]
    public void Any_bytes_survive_the_way_in_and_out() =>
        Prop.ForAll<byte[]>(static bytes => PosixText.Encode(PosixText.Decode(bytes)).AsSpan().SequenceEqual(bytes)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("é日👩", "é日👩")]
    public void Valid_text_is_what_it_was(string text, string expected) => Assert.Equal(expected, PosixText.Decode(PosixText.Encode(text)));
}
