using Unfazed.Validators.Coverage;
using Unfazed.Validators.Tools.Reading.Coverage;

namespace Unfazed.Validators.Tests.Tools.Reading.Coverage;

public sealed class LcovReaderTests
{
    private const string Section = "TN:\nSF:src/a.js\nFN:1,add\nFNF:1\nFNH:1\nFNDA:2,add\nDA:1,1\nDA:2,0,checksum\nBRDA:2,0,0,-\nBRDA:2,0,1,3\nLF:2\nLH:1\nBRF:2\nBRH:1\nend_of_record\n";

    [Fact]
    public void Sections_give_the_lines_of_their_files()
    {
        var reading = new LcovReader().Read(Section + Section.Replace("DA:2,0,checksum", "DA:2,5", StringComparison.Ordinal) + "SF:b.js\r\nDA:7,-1\r\nend_of_record\r\n");

        Assert.Null(reading.Flaw);
        Assert.Equal(["b.js", "src/a.js"], reading.Coverage!.Files.Keys);
        Assert.Equal((new CoverageCount(3, 3), new CoverageCount(1, 2)), (reading.Coverage.Lines, reading.Coverage.Branches));
    }

    [Fact]
    public void A_file_without_a_line_to_run_counts_nothing()
    {
        Assert.Equal((null, CoverageCount.None), (new LcovReader().Read("SF:types.d.ts\nLF:0\nend_of_record\n").Flaw, new LcovReader().Read("SF:a\nend_of_record\n").Coverage!.Lines));
    }

    [Theory]
    [InlineData("", "there is nothing where an lcov report was due")]
    [InlineData("TN:\n", "the lcov report names no file")]
    [InlineData("All files | 100 |\n", "it is no lcov report: it begins with \"All files | 100 |\"")]
    [InlineData("SF:a.js\nDA:1,1\n", "the lcov report breaks off within a file's section")]
    [InlineData("SF:a.js\nDA:1,1\nDA:2", "the lcov report is broken at line 3")]
    [InlineData("SF:a.js\nDA:x,1\nend_of_record\n", "the lcov report is broken at line 2")]
    [InlineData("SF:a.js\nSF:b.js\n", "the lcov report is broken at line 2")]
    [InlineData("DA:1,1\n", "it is no lcov report: it begins with \"DA:1,1\"")]
    [InlineData("SF:a.js\nLF:3\nend_of_record\n", "it counts lines and lists none")]
    public void What_is_no_whole_report_is_said(string report, string flaw) => Assert.Equal(flaw, new LcovReader().Read(report).Flaw);

    [Fact]
    public void One_endless_line_is_refused()
    {
        Assert.Equal("one of its lines is too long", new LcovReader().Read("SF:" + new string('a', 2_000_000)).Flaw);
    }
}
