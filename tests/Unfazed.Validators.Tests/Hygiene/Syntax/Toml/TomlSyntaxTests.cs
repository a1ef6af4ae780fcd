using System.Diagnostics;
using System.Text;
using Unfazed.Testing;
using Unfazed.Validators.Hygiene.Syntax.Toml;

namespace Unfazed.Validators.Tests.Hygiene.Syntax.Toml;

public sealed class TomlSyntaxTests
{
    private const string Sample =
        "title = \"x\" # c\r\n\"a b\".'c' = +1_000\nh = [0xDEAD, 0o7, 0b1, -inf, nan, 1e3, 6.26E-3, ]\n\n[owner]\ndob = 1979-05-27T07:32:00-08:00\nlocal = 1979-05-27 07:32:00.5\nday = 1979-05-27\n"
        + "time = 07:32:00\n[a.b]\nc = { d = [1, { e = 2 }], f.g = 'x' }\n[[p]]\nq = \"\"\"\na \\\n  b \"\" \\u00e9\"\"\"\"\"\n[[p]]\nq = '''\n'a'''''\n[p.sub]\nx = true\n";

    [Theory]
    [InlineData("")]
    [InlineData(Sample)]
    [InlineData("a.b = 1\na.c = 2\n")]
    [InlineData("[a.b.c]\n[a]\n")]
    [InlineData("[a]\nb.c = 1\n[a.b.d]\n")]
    [InlineData("[[a]]\n[a.b]\n[[a]]\n[a.b]\n")]
    [InlineData("a = [\n  1, # one\n  2\n]\n")]
    [InlineData("3.14 = 'pi'\n")]
    [InlineData("a = 1")]
    [InlineData("a = 2024-02-29\n")]
    public void What_the_specification_allows_is_no_problem(string text) => Assert.Null(Check(text));

    [Theory]
    [InlineData("a = 1\na = 2\n", 2, 1)]
    [InlineData("[a]\n[a]\n", 2, 1)]
    [InlineData("[a]\nb = 1\n[a.b]\n", 3, 1)]
    [InlineData("a = {b = 1}\na.c = 2\n", 2, 1)]
    [InlineData("a = {b = 1}\n[a.c]\n", 2, 1)]
    [InlineData("[a.b.c]\nz = 1\n[a]\nb.c.t = 2\n", 4, 1)]
    [InlineData("[a]\nb.c = 1\n[a.b]\n", 3, 1)]
    [InlineData("a = [{}]\n[[a]]\n", 2, 1)]
    [InlineData("[a]\n[[a]]\n", 2, 1)]
    [InlineData("[[a]]\n[a]\n", 2, 1)]
    [InlineData("a = {b = 1, b = 2}\n", 1, 13)]
    [InlineData("a = {b = 1,}\n", 1, 12)]
    [InlineData("a = {\nb = 1}\n", 1, 6)]
    [InlineData("a = 1 b = 2\n", 1, 7)]
    [InlineData("a = 01\n", 1, 5)]
    [InlineData("a = 1__0\n", 1, 5)]
    [InlineData("a = .5\n", 1, 5)]
    [InlineData("a = 2023-02-29\n", 1, 5)]
    [InlineData("a = 25:00:00\n", 1, 5)]
    [InlineData("a = True\n", 1, 5)]
    [InlineData("a =\n", 1, 4)]
    [InlineData("= 1\n", 1, 1)]
    [InlineData("a = \"x\n", 1, 5)]
    [InlineData("a = \"\\x\"\n", 1, 6)]
    [InlineData("a = \"\\ud800\"\n", 1, 6)]
    [InlineData("a = '''x\n", 1, 5)]
    [InlineData("a = [1,\n", 1, 5)]
    [InlineData("a = [1 2]\n", 1, 8)]
    [InlineData("[a\n", 1, 3)]
    [InlineData("[a]]\n", 1, 4)]
    [InlineData("[ [a] ]\n", 1, 3)]
    [InlineData("a = 1 # \u0001\n", 1, 9)]
    [InlineData("a = 1\rb = 2\n", 1, 6)]
    [InlineData("é = 1\n", 1, 1)]
    public void What_it_forbids_is_a_problem_at_its_place(string text, int line, int column)
    {
        var problem = Check(text);
        Assert.Equal((line, column), (problem?.Place.Line, problem?.Place.Column));
        Assert.Equal(Core.Severity.Error, problem!.Severity);
    }

    [Theory]
    [InlineData("a = ", "[", "]")]
    [InlineData("a = ", "{b = ", "}")]
    public void Fifty_thousand_levels_are_a_note_and_no_crash(string start, string open, string close)
    {
        var problem = Check(start + string.Concat(Enumerable.Repeat(open, 50_000)) + "1" + string.Concat(Enumerable.Repeat(close, 50_000)));
        Assert.Equal(Core.Severity.Note, problem!.Severity);
    }

    [ToolFact("python3")]
    public void On_mutated_documents_the_verdict_is_that_of_another_parser()
    {
        using var folder = new TemporaryDirectory();
        var random = new Random(2024);
        string[] documents = [.. Enumerable.Range(0, 4000).Select(_ => Mutate(random))];
        for (var i = 0; i < documents.Length; i++)
        {
            File.WriteAllBytes(folder[$"{i}.toml"], Encoding.UTF8.GetBytes(documents[i]));
        }

        var theirs = AskPython(folder.Path, documents.Length);
        Assert.Equal(documents.Length, theirs.Length);
        for (var i = 0; i < documents.Length; i++)
        {
            Assert.True((Check(documents[i]) is null) == (theirs[i] == '1'), $"{(theirs[i] == '1' ? "valid" : "not valid")}: {documents[i]}\nours: {Check(documents[i])?.Message}");
        }
    }

    private static Validators.Hygiene.Syntax.SyntaxProblem? Check(string text) => TomlSyntax.Check(Encoding.UTF8.GetBytes(text));

    private static string AskPython(string folder, int count)
    {
        const string program =
            "import sys, tomllib\n"
            + "def ok(i):\n"
            + "    try:\n        tomllib.loads(open(f'{sys.argv[1]}/{i}.toml', 'rb').read().decode().replace('\\r\\n', '\\n')); return '1'\n"
            + "    except (tomllib.TOMLDecodeError, ValueError, RecursionError): return '0'\n"
            + "print(''.join(ok(i) for i in range(int(sys.argv[2]))))\n";
        var start = new ProcessStartInfo(Tool.Path("python3"), ["-c", program, folder, count.ToString(System.Globalization.CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using var python = Process.Start(start)!;
        return python.StandardOutput.ReadToEnd().Trim();
    }

    // Without CR alone, which that parser takes for a line break's half, and without what leaves UTF-8.
    private static string Mutate(Random random)
    {
        string[] pieces = ["a", "b", "a.b", "[a]", "[[a]]", "[a.b]", " = ", "1", "\n", "\n", "'x'", "\"y\"", "{a = 1}", "{", "}", "[1, 2]", "[", "]", ",", "# c\n", "\"\"\"", "'''", "\\u00e9", ".", "-", "0", "_", "1.5", "true", "1979-05-27", "07:32:00", "T", "Z", "e5"];
        if (random.Next(2) == 0)
        {
            return string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]));
        }

        var text = new StringBuilder(Sample.ReplaceLineEndings("\n"));
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(text.Length);
            _ = random.Next(2) == 0 ? text.Remove(at, 1) : text.Insert(at, pieces[random.Next(pieces.Length)]);
        }

        return text.ToString();
    }
}
