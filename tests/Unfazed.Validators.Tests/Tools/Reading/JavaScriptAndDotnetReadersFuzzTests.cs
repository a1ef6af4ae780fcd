using System.Text;
using Unfazed.Validators.Tools.Reading.Dotnet;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class JavaScriptAndDotnetReadersFuzzTests
{
    private static readonly string[] Seeds =
    [
        """[{"filePath":"/r/a.js","messages":[{"ruleId":"eqeqeq","fatal":true,"message":"m","line":1,"column":1,"severity":1}],"source":"\uD800 \n"}]""",
        "a.ts(1,2): error TS2322: Not assignable.\n  Type 'A'.\nerror TS6053: File '/r/a.ts' not found.\nb(1).ts(99999999999,1): error TS1: x\n",
        "  3:18>/r/Lib/A.cs(7,20): warning CS8600: Null. [/r/Lib/Lib.csproj::TargetFramework=net10.0]\n  Lib -> /r/Lib.dll\nCSC : error CS5001: No [x]\n",
    ];

    [Fact]
    public void Whatever_is_printed_is_read_without_harm()
    {
        var random = new Random(20_261_122);
        for (var round = 0; round < 3000; round++)
        {
            var text = Mutate(Seeds[round % Seeds.Length], random);

            _ = EslintReaderTests.Read(text);
            var types = TscReaderTests.Read(text);
            var build = MsBuildLog.Read(text.Split('\n'));

            Assert.True(types.Findings.Length + build.Length <= 2 * text.Length);
            Assert.All(types.Findings, static finding => Assert.True(finding.Path?.StartsWith("..", StringComparison.Ordinal) != true));
        }
    }

    private static string Mutate(string seed, Random random)
    {
        var text = new StringBuilder(seed);
        for (var change = random.Next(1, 8); change > 0 && text.Length > 1; change--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text[at] = (char)random.Next(1, 0x3000);
                    break;
                case 1:
                    text.Remove(at, random.Next(1, Math.Min(20, text.Length - at + 1)));
                    break;
                case 2:
                    text.Insert(at, text.ToString(at, random.Next(1, Math.Min(60, text.Length - at + 1))));
                    break;
                default:
                    text.Insert(at, "(){}[]\"\\:,>\n\r\0"[random.Next(14)]);
                    break;
            }
        }

        return text.ToString();
    }
}
