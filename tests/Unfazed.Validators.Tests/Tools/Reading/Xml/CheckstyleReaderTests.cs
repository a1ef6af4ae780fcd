using Unfazed.Validators.Tools.Reading.Xml;

namespace Unfazed.Validators.Tests.Tools.Reading.Xml;

public sealed class CheckstyleReaderTests
{
    [Fact]
    public void Errors_of_files_become_findings_with_their_source_as_the_rule()
    {
        var reading = new CheckstyleReader().Read("""
            <?xml version="1.0" encoding="utf-8"?>
            <checkstyle version="10.12">
              <file name="/repo/src/A.java">
                <error line="3" column="7" severity="error" message="Missing a &lt;p&gt; tag." source="com.puppycrawl.JavadocCheck"/>
                <error line="4" severity="warning" message="w" source="W"/>
                <error line="0" column="5" severity="info" message="whole file" source="I"/>
                <error line="9" severity="ignore" message="never shown" source="X"/>
              </file>
              <file name="lib/b.js"></file>
              <file name="/elsewhere/c.js"><error line="1" severity="error" message="m" source="E"/></file>
            </checkstyle>
            """);

        Assert.Null(reading.Flaw);
        Assert.Equal(
            [
                "src/A.java:3:7 Error [com.puppycrawl.JavadocCheck] Missing a <p> tag.",
                "src/A.java:4: Warning [W] w",
                "src/A.java:: Note [I] whole file",
                ":1: Error [E] /elsewhere/c.js: m",
            ],
            reading.Shown());
    }

    [Fact]
    public void A_file_that_made_the_tool_throw_is_unreadable()
    {
        var reading = new CheckstyleReader().Read("""<checkstyle><file name="a/B.java"><exception><![CDATA[NullPointerException]]></exception></file></checkstyle>""");

        Assert.Equal("a/B.java: it could not be checked", Assert.Single(reading.UnreadableFiles));
    }

    [Theory]
    [InlineData("", "there is nothing where a Checkstyle report was due")]
    [InlineData("Everything is fine.", "it is no Checkstyle report, nor XML at all")]
    [InlineData("<html></html>", "it is no Checkstyle report: its root is <html>")]
    [InlineData("<checkstyle>\n<file name='a'>\n", "the Checkstyle report breaks off at line 3")]
    [InlineData("<checkstyle><file name='a'>\n</checkstyle>", "the Checkstyle report is broken at line 2")]
    [InlineData("<!DOCTYPE checkstyle [<!ENTITY a 'b'>]><checkstyle/>", "it declares a document type, which is not read")]
    public void What_is_no_whole_report_is_said_in_plain_words(string report, string flaw) =>
        Assert.Equal(flaw, new CheckstyleReader().Read(report).Flaw);

    [Fact]
    public void Findings_before_the_break_are_kept()
    {
        var reading = new CheckstyleReader().Read("<checkstyle><file name='a'><error line='1' message='m' severity='error' source='S'/>");

        Assert.NotNull(reading.Flaw);
        Assert.Equal(["a:1: Error [S] m"], reading.Shown());
    }

    [Fact]
    public void Elements_without_end_in_each_other_are_refused_early()
    {
        Assert.Equal("its elements lie too deep in each other", new CheckstyleReader().Read("<checkstyle>" + string.Concat(Enumerable.Repeat("<a>", 100_000))).Flaw);
    }

    [Fact]
    public void One_endless_element_is_refused()
    {
        using var report = new EndlessStream("<checkstyle><file name='");

        Assert.Equal("one of its elements is too large", new CheckstyleReader().Read(report, Printed.Output("")).Flaw);
    }

    private sealed class EndlessStream(string start) : Stream
    {
        private readonly byte[] _start = System.Text.Encoding.UTF8.GetBytes(start);
        private int _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)'a');
            var rest = _start.AsSpan(_given);
            rest[..Math.Min(rest.Length, buffer.Length)].CopyTo(buffer);
            _given += Math.Min(rest.Length, buffer.Length);
            return buffer.Length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
