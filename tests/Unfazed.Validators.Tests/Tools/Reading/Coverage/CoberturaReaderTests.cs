using Unfazed.Testing;
using Unfazed.Validators.Coverage;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Reading.Coverage;

namespace Unfazed.Validators.Tests.Tools.Reading.Coverage;

public sealed class CoberturaReaderTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    [Fact]
    public void Lines_and_branches_are_counted_once_for_each_file()
    {
        _root.Write("src/calc.py", "");
        var reading = Read($"""
            <?xml version="1.0" ?>
            <!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
            <coverage lines-valid="5" lines-covered="3" line-rate="0.6">
              <sources><source>/somewhere</source><source>{_root.Path}/src</source></sources>
              <packages><package name="."><classes>
                <class name="calc.py" filename="calc.py"><methods><method name="f"><lines><line number="2" hits="0"/></lines></method></methods><lines>
                  <line number="1" hits="1"/><line number="2" hits="3" branch="true" condition-coverage="50% (1/2)"/><line number="3" hits="0"/>
                </lines></class>
                <class name="calc.py#2" filename="calc.py"><lines><line number="3" hits="0"/><line number="4" hits="1"/></lines></class>
              </classes></package></packages>
            </coverage>
            """);

        Assert.Null(reading.Flaw);
        Assert.Equal(["src/calc.py"], reading.Coverage!.Files.Keys);
        Assert.Equal((new CoverageCount(3, 4), new CoverageCount(1, 2)), (reading.Coverage.Lines, reading.Coverage.Branches));
        Assert.Equal((true, true, false, null), (Covered(reading, 1), Covered(reading, 2), Covered(reading, 3), Covered(reading, 5)));
    }

    [Fact]
    public void Files_of_this_machine_outside_the_repository_are_somebody_else_s()
    {
        using var elsewhere = new TemporaryDirectory();
        elsewhere.Write("lib.py", "");
        _root.Write("a.py", "");

        var reading = Read(Classes(("a.py", 1), (elsewhere["lib.py"], 0)));

        Assert.Equal((null, "a.py"), (reading.Flaw, Assert.Single(reading.Coverage!.Files).Key));
    }

    [Fact]
    public void A_file_of_another_checkout_is_found_by_the_end_of_its_path()
    {
        _root.Write("src/a.py", "");

        Assert.Equal(["src/a.py"], Read(Classes(("/builds/group/x/src/a.py", 1), (@"C:\work\src\a.py", 0))).Coverage!.Files.Keys);
    }

    [Theory]
    [InlineData("", "there is nothing where a Cobertura report was due")]
    [InlineData("<coverage line-rate='1'/>", "it is no Cobertura report: it has no packages")]
    [InlineData("<coverage generated='1' clover='4'><project/></coverage>", "it is no Cobertura report: it has no packages")]
    [InlineData("<coverage lines-valid='3'><packages/></coverage>", "it counts lines and lists none")]
    [InlineData("<coverage><packages>", "the Cobertura report breaks off at line 1")]
    [InlineData("<!DOCTYPE coverage [<!ENTITY a 'b'>]><coverage><packages>&a;</packages></coverage>", "the Cobertura report is broken at line 1")]
    [InlineData("<report name='jacoco'/>", "it is no Cobertura report: its root is <report>")]
    public void What_is_no_whole_report_is_said(string report, string flaw) => Assert.Equal(flaw, Read(report).Flaw);

    public void Dispose() => _root.Dispose();

    private static bool? Covered(OutputReading reading, int line) => reading.Coverage!.Files.Values.Single().IsCovered(line);

    private static string Classes(params (string Name, int Hits)[] files) =>
        $"<coverage><packages><package><classes>{string.Concat(files.Select(static file => $"<class filename='{file.Name}'><lines><line number='1' hits='{file.Hits}'/></lines></class>"))}</classes></package></packages></coverage>";

    private OutputReading Read(string report) => new CoberturaReader().Read(report, _root.Path);
}
