using System.Text;
using Unfazed.Integrations.QuestDb;

namespace Unfazed.Integrations.Tests.QuestDb;

public sealed class LineProtocolTests
{
    [Fact]
    public void A_run_is_one_row_and_one_for_each_check()
    {
        var lines = RunRows.Write(AnyRun.Of(AnyRun.Report())).Split('\n');

        Assert.Equal(
            """unfazed_runs,project=shop,branch=main,verdict=blocked,state=complete run="20261122T140501Z-1a2b3c",exit_code=1i,whole=t,duration_ms=63456i,deadline_ms=600000i,checks=3i,cached=1i,errors=3i,warnings=0i,notes=0i 1795356301250000000""",
            lines[0]);
        Assert.Equal(
            """unfazed_results,project=shop,branch=main,dimension=code_quality,tier=blocker,check=flake8,directory=sub\ folder,status=passed run="20261122T140501Z-1a2b3c",passed=t,cached=t,duration_ms=1234i,attempts=1i,errors=1i,warnings=0i,notes=0i,known=1i,ignored=0i 1795356301250000000""",
            lines[2]);
        Assert.Equal(5, lines.Length);
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public void Every_text_reads_back_alike_by_the_rules_of_each_server()
    {
        var random = new Random(20_263);
        const string Letters = "ab \\\",=\n\r\0\té漢";
        var names = AnyRun.OddNames.Concat(Enumerable.Range(0, 5_000).Select(_ => new string([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Letters[random.Next(Letters.Length)])])));
        foreach (var name in names)
        {
            var line = new LineProtocol("t").Tag("tag", name).Field("text", name).At(AnyRun.Start);

            Assert.Equal('\n', line[^1]);
            Assert.DoesNotContain(line[..^1], static character => character < ' ');
            var (doubled, literal) = (Parse(line, backslashIsDoubled: true), Parse(line, backslashIsDoubled: false));
            Assert.Equal(doubled, literal);
            Assert.Equal(WireText.Of(name).Replace('\\', '\u29F5'), doubled.Tag);
            Assert.Equal(WireText.Of(name), doubled.Text);
        }
    }

    // A reader of its own: up to an unescaped space the tags, then one quoted field. Servers differ over backslashes before other characters.
    private static (string Tag, string Text) Parse(string line, bool backslashIsDoubled)
    {
        var index = "t,tag=".Length;
        Assert.StartsWith("t,tag=", line, StringComparison.Ordinal);
        var tag = new StringBuilder();
        for (; line[index] != ' '; index++)
        {
            Assert.False(line[index] is ',' or '=', "an unescaped separator in a tag");
            if (line[index] == '\\' && (backslashIsDoubled || line[index + 1] is ' ' or ',' or '='))
            {
                index++;
            }

            tag.Append(line[index]);
        }

        Assert.Equal(" text=\"", line.Substring(index, 7));
        var text = new StringBuilder();
        for (index += 7; line[index] != '"'; index++)
        {
            text.Append(line[index] == '\\' ? line[++index] : line[index]);
        }

        Assert.Equal("\" 1795356301250000000\n", line[index..]);
        return (tag.ToString(), text.ToString());
    }
}
