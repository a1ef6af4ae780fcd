using System.Diagnostics;
using System.Globalization;
using System.Text;
using Unfazed.Core;
using Unfazed.Testing;
using Unfazed.Validators.Hygiene.Syntax;

namespace Unfazed.Validators.Tests.Hygiene.Syntax;

/// <summary>Compares verdicts with those of the parsers that other programs use: expat, PyYAML and Python's json.</summary>
public sealed class ParserComparisonTests
{
    private const string Judge =
        "import json, sys, xml.parsers.expat\n"
        + "def ok(i):\n"
        + "    data = open(f'{sys.argv[2]}/{i}', 'rb').read()\n"
        + "    try:\n"
        + "        if sys.argv[1] == 'xml': xml.parsers.expat.ParserCreate().Parse(data, True)\n"
        + "        elif sys.argv[1] == 'json': json.loads(data.decode())\n"
        + "        else:\n            import yaml\n            list(yaml.parse(data, Loader=yaml.SafeLoader))\n"
        + "        return '1'\n"
        + "    except Exception: return '0'\n"
        + "print(''.join(ok(i) for i in range(int(sys.argv[3]))))\n";

    [ToolFact("python3")]
    public void XML_is_broken_exactly_where_expat_refuses_it()
    {
        string[] pieces =
        [
            "<a>", "</a>", "<b c='", "' d=\"", "\"/>", "&amp;", "&nbsp;", "&e;", "&#7;", "&#65;", "&#x1F600;", "&#xFFFF;", "&", ";", "<!-- x -->", "<![CDATA[&z;]]>", "<?p &z; ?>", "x", "\n", "'", "\"", "<", ">",
        ];
        string[] heads = ["", "<?xml version='1.0'?>\n", "<?xml version='1.1'?>", "<!DOCTYPE a [<!ENTITY e 'x'>]>", "<!DOCTYPE a SYSTEM 'x'>", "<!DOCTYPE a [<!-- ' --><!ENTITY e \"]>\">]>"];
        Compare("xml", 3000, random =>
        {
            var middle = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => pieces[random.Next(pieces.Length)]));
            return heads[random.Next(heads.Length)] + (random.Next(4) == 0 ? middle : $"<r>{middle}</r>") + "\n";
        }, static text => XmlSyntax.Check(Encoding.UTF8.GetBytes(text), null));
    }

    [ToolFact("python3")]
    public void Control_characters_are_refused_in_YAML_exactly_where_PyYAML_refuses_them()
    {
        string[] forms = ["a: \"x{0}\"\n", "a: x{0}y\n", "a: |\n  x{0}\n", "# {0}\na: 1\n", "a: 'x{0}'\n"];
        char[] characters = ['\0', '\x01', '\a', '\b', '\v', '\f', '\x1b', '\x1f', ' ', '~', '\u00a0', '\ud7ff', '\ue000', '\ufffd'];
        string[] texts = [.. forms.SelectMany(form => characters.Select(character => form.Replace("{0}", character.ToString(), StringComparison.Ordinal)))];
        var next = 0;
        Compare("yaml", texts.Length, _ => texts[next++], static text => YamlSyntax.Check(Encoding.UTF8.GetBytes(text)).FirstOrDefault(static problem => problem.Severity == Severity.Error));
    }

    [ToolFact("python3")]
    public void A_double_quoted_text_in_YAML_is_broken_exactly_where_PyYAML_refuses_it()
    {
        string[] heads = ["a: ", "k:\n  v: ", "- ", "- a: ", "k:\n  ", "--- ", "? ", "a: !t ", "a: ["];
        string[] pieces = ["x", "\n", "\n", "\n ", "\n  ", "\n\n", "\r\n", "\\\n", "\\\"", "\\n", "\\q", "# y", "y: z", "---", "...", "\n--- ", "\n...\n", "\t", "'"];
        string[] tails = ["\n", " # c\n", ": 1\n", "\nb: 1\n", " y\n", "\n- b\n"];
        Compare("yaml", 2000, random =>
        {
            var head = heads[random.Next(heads.Length)];
            var middle = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => pieces[random.Next(pieces.Length)]));
            return $"{head}\"{middle}\"{(head.EndsWith('[') ? "]\n" : tails[random.Next(tails.Length)])}";
        }, static text => YamlSyntax.Check(Encoding.UTF8.GetBytes(text)).FirstOrDefault(static problem => problem.Severity == Severity.Error));
    }

    [Fact(Timeout = 120_000)]
    public async Task Many_texts_that_are_not_indented_take_little_time()
    {
        await Task.CompletedTask;
        var text = string.Concat(Enumerable.Range(0, 50_000).Select(static number => $"k{number}:\n  v: \"x\ny\"\n"));
        Assert.NotEqual(Severity.Error, Assert.Single(YamlSyntax.Check(Encoding.UTF8.GetBytes(text))).Severity);
    }

    [ToolFact("python3")]
    public void JSON_is_broken_exactly_where_a_strict_parser_refuses_it()
    {
        string[] pieces = ["{", "}", "[", "]", "\"a\"", "\"\\u0061\"", ":", ",", "1", "-0.5e3", "01", "true", "nul", "\"\\ud83d\\ude00\"", "\"\\x\"", " ", "\n", "\u001b", "//"];
        Compare("json", 3000, random => $"{{\"k\":[{string.Join(random.Next(2) == 0 ? "," : "", Enumerable.Range(0, random.Next(1, 5)).Select(_ => pieces[random.Next(pieces.Length)]))}]}}\n",
            static text => JsonSyntax.Check(Encoding.UTF8.GetBytes(text), withComments: false).FirstOrDefault(static problem => !problem.Message.Contains("duplicate", StringComparison.Ordinal)));
    }

    private static void Compare(string kind, int count, Func<Random, string> make, Func<string, SyntaxProblem?> check)
    {
        using var folder = new TemporaryDirectory();
        var random = new Random(2026);
        string[] texts = [.. Enumerable.Range(0, count).Select(_ => make(random))];
        for (var i = 0; i < count; i++)
        {
            File.WriteAllBytes(folder[$"{i}"], Encoding.UTF8.GetBytes(texts[i]));
        }

        var start = new ProcessStartInfo(Tool.Path("python3"), ["-c", Judge, kind, folder.Path, count.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using var python = Process.Start(start)!;
        var theirs = python.StandardOutput.ReadToEnd().Trim();
        Assert.Equal(count, theirs.Length);
        for (var i = 0; i < count; i++)
        {
            var ours = check(texts[i]);
            Assert.True((ours is null) == (theirs[i] == '1'), $"{(theirs[i] == '1' ? "valid" : "not valid")}: {texts[i]}\nours: {ours?.Message}");
        }
    }
}
