using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Reports;

namespace Unfazed.Core.Tests.Reports;

public sealed class ReportFormatsTests
{
    private const long MostMemory = 200L * 1024 * 1024;
    private const int LargestPiece = 1024 * 1024;

    public static TheoryData<string> Formats() => [.. ReportFormats.Names];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Equal_reports_give_equal_bytes(string format) =>
        Prop.ForAll(AnyReport.Arbitrary, report => Assert.Equal(Written.Bytes(format, report), Written.Bytes(format, report with { }))).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_document_is_text_without_control_characters(string format) =>
        Prop.ForAll(AnyReport.Arbitrary, report =>
            Assert.DoesNotContain(Written.Text(format, report), static letter => char.IsControl(letter) && letter is not ('\n' or '\t'))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("sarif")]
    [InlineData("junit")]
    [InlineData("checkstyle")]
    [InlineData("gitlab")]
    [InlineData("github")]
    [InlineData("markdown")]
    [InlineData("html")]
    public void Every_format_tells_of_what_gave_no_answer(string format)
    {
        foreach (var status in (CheckStatus[])[CheckStatus.TimedOut, CheckStatus.Error, CheckStatus.Unavailable, CheckStatus.CircuitOpen, CheckStatus.Cancelled])
        {
            var check = Samples.Check("slowcoach", status) with { Message = "the reason for it" };

            Assert.Contains("slowcoach", Written.Text(format, Samples.Report(check)), StringComparison.Ordinal);
            Assert.Contains("the reason for it", Written.Text(format, Samples.Report(check)), StringComparison.Ordinal);
        }
    }

    /// <summary>What is allocated in all bounds what lives at once; what is handed over at once is small: the document is never held.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void A_hundred_thousand_findings_need_bounded_memory(string format)
    {
        var report = LargeReport.Make();
        var output = new PieceStream();
        ReportFormats.Write(format, Samples.Report(Samples.Check("warm", CheckStatus.Passed)), new ReportContext(), output);
        var before = GC.GetAllocatedBytesForCurrentThread();

        ReportFormats.Write(format, report, new ReportContext(), output);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
        Assert.InRange(output.Largest, 1, LargestPiece);
    }

    private sealed class PieceStream : Stream
    {
        public int Largest { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Largest = Math.Max(Largest, count);

        public override void Write(ReadOnlySpan<byte> buffer) => Largest = Math.Max(Largest, buffer.Length);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
