using System.Text;
using Unfazed.Core;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Hygiene.Syntax;

public sealed class SyntaxRuleTests
{
    [Theory(Timeout = 120_000)]
    [InlineData("a.json", "{\"a\": [1, 2.5e3, null, \"x\"]}\n")]
    [InlineData("tsconfig.json", "{\n  // why\n  \"a\": [1,],\n}\n")]
    [InlineData("tsconfig.build.json", "{ /* why */ }\n")]
    [InlineData("sub/.vscode/settings.json", "{ // why\n}\n")]
    [InlineData("a.jsonc", "// why\n{}\n")]
    [InlineData("app.runtimeconfig.json", "{ // why\n}\n")]
    [InlineData("a.json5", "{a: 'x'}\n")]
    [InlineData("a.yaml", "a: 1\n---\nb: !Ref x\nc: !!python/object:x.y {}\n...\n")]
    [InlineData("a.yml", "base: &b {x: 1}\nother:\n  <<: *b\n  <<: {y: 2}\n")]
    [InlineData("a.yml", "1: a\n\"1\": b\n")]
    [InlineData("empty.yaml", "")]
    [InlineData("a.xml", "<?xml version=\"1.0\"?>\n<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/x.dtd\">\n<a b=\"&other;\">&nbsp;</a>\n")]
    [InlineData("a.yml", "a: \"x\u2028y\"\nb: x\u0085y\n# \u2029\nc: |\n  x\u2028y\n")]
    [InlineData("a.yml", "a: \"x\u007f\u009b\"\nyes: 1\n\"yes\": 2\n")]
    [InlineData("a.svg", "<!DOCTYPE svg [<!ENTITY ns \"http://x\">]>\n<svg xmlns=\"&ns;\"/>\n")]
    [InlineData("a.xml", "<x:a/>\n")]
    [InlineData("a.props", "key = value\n")]
    [InlineData("App.config", "<configuration/>\n")]
    public async Task Good_files_have_no_finding(string path, string text) =>
        Assert.Empty((await Examinations.HygieneOf(path, text)).Findings);

    [Theory(Timeout = 120_000)]
    [InlineData("a.json", "{\n  \"a\": 1,\n}\n", "check-json", 3, 1)]
    [InlineData("a.json", "{ // why\n}\n", "check-json", 1, 3)]
    [InlineData("a.json", "{\"é𝒳\": tru}\n", "check-json", 1, 12)]
    [InlineData("a.json", "{\"a\": 1,\n \"a\": 2}\n", "check-json", 2, 2)]
    [InlineData("a.json", "{\"a\": 1,\n \"\\u0061\": 2}\n", "check-json", 2, 2)]
    [InlineData("a.json", "{} {}\n", "check-json", 1, 4)]
    [InlineData("a.json", "", "check-json", 1, 1)]
    [InlineData("a.yaml", "a: 1\nb: [1, 2\n", "check-yaml", 3, 1)]
    [InlineData("a.yaml", "a: 1\nb: 2\na: 3\n", "check-yaml", 3, 1)]
    [InlineData("a.yaml", "a: 1\n\"a\": 2\n", "check-yaml", 2, 1)]
    [InlineData("a.yaml", "a: 1\n'a': 2\n", "check-yaml", 2, 1)]
    [InlineData("a.yaml", "a: 1\n\"\\x61\": 2\n", "check-yaml", 2, 1)]
    [InlineData("a.yaml", "a: \"x\u001b[0m\"\n", "check-yaml", 1, 6)]
    [InlineData("a.yaml", "b: 1\na: x\u009b\n", "check-yaml", 2, 5)]
    [InlineData("a.yaml", "a:\n\t- x\n", "check-yaml", 2, 1)]
    [InlineData("a.yaml", "a:\n  b: \"x\ny\"\na: 1\n", "check-yaml", 4, 1)]
    [InlineData("a.yaml", "a:\n  b: \"x\ny\"\nc: [1\n", "check-yaml", 5, 1)]
    [InlineData("a.yaml", "a: \"x\ny\n", "check-yaml", 1, 4)]
    [InlineData("a.xml", "<a>\n  <b>\n</a>\n", "check-xml", 3, 3)]
    [InlineData("a.csproj", "<a></a><b/>\n", "check-xml", 1, 9)]
    [InlineData("a.xml", "<a b=\"1\" b=\"2\"/>\n", "check-xml", 1, 10)]
    public async Task Broken_files_are_errors_at_the_place(string path, string text, string rule, int line, int column)
    {
        var finding = Assert.Single((await Examinations.HygieneOf(path, text)).Findings);
        Assert.Equal((rule, Severity.Error, line, column), (finding.Rule, finding.Severity, finding.Line, finding.Column));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("")]
    [InlineData(" \r\n\t\n")]
    public async Task JSON_that_is_not_there_is_said_to_be_empty(string text)
    {
        var finding = Assert.Single((await Examinations.HygieneOf("a.json", text)).Findings, static finding => finding.Rule == "check-json");
        Assert.Equal("not valid JSON: the file is empty, and JSON is at least one value, such as {}", finding.Message);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("a.toml", "token = ghp_SECRET\n")]
    [InlineData("a.toml", "ghp_SECRET = 1\nghp_SECRET = 2\n")]
    [InlineData("a.toml", "ghp_SECRET = 1\n[ghp_SECRET]\n")]
    [InlineData("a.toml", "ghp_SECRET = 1\n[[ghp_SECRET]]\n")]
    [InlineData("a.toml", "ghp_SECRET = 1\n[ghp_SECRET.a]\n")]
    [InlineData("a.toml", "ghp_SECRET = 1\nghp_SECRET.a = 1\n")]
    [InlineData("a.json", "{\"ghp_SECRET\": 1, \"ghp_SECRET\": 2}\n")]
    [InlineData("a.json", "{\"a\": truSECRET}\n")]
    [InlineData("a.yaml", "ghp_SECRET: 1\nghp_SECRET: 2\n")]
    [InlineData("a.yaml", "a: *ghp_SECRET\n")]
    [InlineData("a.yaml", "a: !ghp_SECRET!x y\n")]
    [InlineData("a.xml", "<ghp_SECRET></a>\n")]
    [InlineData("a.xml", "<a b='1' ghp_SECRET='1' ghp_SECRET='2'/>\n")]
    [InlineData("a.xml", "<ghp_SECRET>\n")]
    public async Task No_message_holds_what_the_file_says(string path, string text)
    {
        var findings = (await Examinations.HygieneOf(path, text)).Findings;
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.DoesNotContain("SECRET", finding.Message, StringComparison.Ordinal));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("a.json", "check-json")]
    [InlineData("a.xml", "check-xml")]
    public async Task An_empty_data_file_is_an_error(string path, string rule) =>
        Assert.Equal((rule, Severity.Error), (await Examinations.HygieneOf(path, "")).Findings.Select(finding => (finding.Rule, finding.Severity)).Single());

    [Theory(Timeout = 120_000)]
    [InlineData("a.json", "{\"a\": \"\u00ff\"}\n")]
    [InlineData("a.yaml", "a: \u00ff\n")]
    [InlineData("a.xml", "<a>\u00ff</a>\n")]
    public async Task Text_that_is_no_UTF_8_is_an_error(string path, string text)
    {
        var finding = Assert.Single((await Examinations.HygieneOf(path, Encoding.Latin1.GetBytes(text))).Findings);
        Assert.Contains("not valid UTF-8: byte 0xFF", finding.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task XML_in_a_declared_encoding_is_read_in_it()
    {
        var content = Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n<a>\u00ff</a>\n");
        Assert.Empty((await Examinations.HygieneOf("a.xml", content)).Findings);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("a: [1, 2\n", "not valid YAML: While parsing a flow sequence, did not find expected ',' or ']'")]
    [InlineData("d: [\n1\n]\n", "not valid YAML: a line inside [ ] or { } must be indented more than the line that opens it")]
    public async Task A_bracket_in_YAML_that_the_parser_cannot_follow_is_explained(string text, string message) =>
        Assert.Equal(message, Assert.Single((await Examinations.HygieneOf("a.yaml", text)).Findings).Message);

    [Theory(Timeout = 120_000)]
    [InlineData("package.json", "{\"a\":1}\n", "JSON")]
    [InlineData("tsconfig.json", "{}\n", "JSON")]
    [InlineData("a.toml", "a = 1\n", "TOML")]
    public async Task A_format_that_is_UTF_8_by_its_specification_is_an_error_in_UTF_16(string path, string text, string name)
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            byte[] content = [.. encoding.Preamble, .. encoding.GetBytes(text)];
            var finding = Assert.Single((await Examinations.HygieneOf(path, content)).Findings);
            Assert.Equal(Severity.Error, finding.Severity);
            Assert.EndsWith($", and {name} must be UTF-8: save it as UTF-8", finding.Message, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task YAML_in_UTF_16_is_read()
    {
        byte[] content = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a: 1\n")];
        Assert.Empty((await Examinations.HygieneOf("a.yaml", content)).Findings);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("a.xml", "<a>\n")]
    public async Task UTF_16_with_a_mark_is_read(string path, string broken)
    {
        byte[] content = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(broken)];
        Assert.Equal(Severity.Error, Assert.Single((await Examinations.HygieneOf(path, content)).Findings).Severity);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("chart/templates/a.yaml", "kind: x\n{{- if .Values.a }}\nb: {{ .Values.b }}-c\n{{- end }}\n")]
    [InlineData("a.yml", "a: 1\nb: {{ name }}-x\n")]
    [InlineData("a.json", "{\"a\": {{ value }}}\n")]
    [InlineData("{{ cookiecutter.slug }}/a.json", "{\"a\": }\n")]
    [InlineData("a.xml", "<% if x %><a><% end %>\n")]
    public async Task A_template_that_does_not_parse_is_a_note(string path, string text)
    {
        var finding = Assert.Single((await Examinations.HygieneOf(path, text)).Findings);
        Assert.Equal(Severity.Note, finding.Severity);
        Assert.Contains("template", finding.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_expression_of_GitHub_elsewhere_does_not_excuse_broken_YAML()
    {
        var finding = Assert.Single((await Examinations.HygieneOf("a.yml", "a: ${{ x }}\nb: [\n")).Findings);
        Assert.Equal(Severity.Error, finding.Severity);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("a.json", "[", "]")]
    [InlineData("a.yaml", "[", "]")]
    [InlineData("b.yaml", "{a: ", "}")]
    [InlineData("a.xml", "<a>", "</a>")]
    public async Task Fifty_thousand_levels_are_a_note_and_no_crash(string path, string open, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open, 50_000)) + string.Concat(Enumerable.Repeat(close, 50_000)) + "\n";
        var finding = Assert.Single((await Examinations.HygieneOf(path, text)).Findings);
        Assert.Equal(Severity.Note, finding.Severity);
        Assert.Contains("deep", finding.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Entities_that_multiply_are_not_expanded()
    {
        var text = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 \"x\">");
        for (var i = 1; i < 60; i++)
        {
            text.Append($"<!ENTITY e{i} \"&e{i - 1};&e{i - 1};\">");
        }

        Assert.Empty((await Examinations.HygieneOf("a.xml", text + "]>\n<a b=\"&e59;\">&e59;</a>\n")).Findings);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(400_000, 0)]
    [InlineData(1_200_000, 1)]
    public async Task Hundreds_of_thousands_of_attributes_take_linear_time_and_beyond_that_are_said_to_be_too_many(int count, int notes)
    {
        var text = $"<a{string.Concat(Enumerable.Range(0, count).Select(static number => $" a{number}=''"))}/>\n";

        var findings = (await Examinations.HygieneOf("a.xml", text)).Findings.Where(static finding => finding.Rule == "check-xml").ToList();

        Assert.Equal(notes, findings.Count);
        Assert.All(findings, static finding => Assert.Contains("more than 500,000 attributes", finding.Message, StringComparison.Ordinal));
    }
}
