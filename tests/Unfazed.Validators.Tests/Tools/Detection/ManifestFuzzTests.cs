using System.Diagnostics;
using System.Text;
using Unfazed.Validators.Tools;
using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Tests.Tools.Detection;

public sealed class ManifestFuzzTests
{
    private const int Rounds = 4000;
    private static readonly string[] Pieces =
    [
        "[", "]", "[[", "]]", "[tool.mypy]", "a", ".", "=", "\"", "'", "\"\"\"", "'''", "\\", "\n", "\r\n", "#", "{", "}", ",", " ", "\t", "\u00e9", "\0",
        "dependencies", "= [\"flake8\"]", "\uFEFF", "\uD800", "-", "_", ";", ":", "[flake8]", "name = \"x\"", "[[package]]",
    ];

    [Fact]
    public void Any_text_is_read_to_its_end()
    {
        var random = new Random(20261122);
        for (var round = 0; round < Rounds; round++)
        {
            var text = Text(random);
            foreach (var name in (string[])["pyproject.toml", "Pipfile", "poetry.lock", "setup.cfg", "requirements.txt"])
            {
                Assert.DoesNotContain("", PythonManifest.Names(name, text));
            }

            _ = IniFile.Parse(text).HasSection("flake8");
            _ = TomlScan.Read(text).HasTable("tool.mypy");
            _ = Shebang.Parse(Encoding.UTF8.GetBytes("#!" + text));
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("a = [")]
    [InlineData("a.")]
    [InlineData("\"")]
    [InlineData("a = \"\"\"")]
    [InlineData("# \n")]
    public void A_megabyte_of_the_same_takes_linear_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1024 * 1024 / piece.Length));
        var clock = Stopwatch.StartNew();

        _ = TomlScan.Read(text);
        _ = IniFile.Parse(text);

        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), clock.Elapsed.ToString());
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var count = random.Next(60); count > 0; count--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }
}
