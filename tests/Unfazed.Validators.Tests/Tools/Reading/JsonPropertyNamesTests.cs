using Unfazed.Validators.Tools;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class JsonPropertyNamesTests
{
    public static TheoryData<string> Tools => [.. ToolCatalog.All.Select(static tool => tool.Name)];

    [Theory]
    [MemberData(nameof(Tools))]
    public void Half_of_a_surrogate_pair_in_a_name_breaks_no_reader(string tool)
    {
        var reader = ToolCatalog.Find(tool)!.Reader;
        foreach (var name in (string[])["\\ud800", "\\uDC00x", "file\\ud800name"])
        {
            var item = $$"""{"{{name}}": 1, "file": "a", "messages": [{"{{name}}": 1}]}""";
            foreach (var document in (string[])[$"[{item}]", item, $$"""{"comments": [{{item}}], "results": [{{item}}], "diagnostics": [{{item}}], "testResults": [{{item}}]}"""])
            {
                Assert.NotNull(reader.Read(Printed.Output(document, exitCode: 1)));
            }
        }
    }

    [Theory]
    [InlineData("shellcheck", """{"comments":[{"file":"a.sh","line":1,"endC\ud800olmn":2,"code":2086,"message":"m"}]}""")]
    [InlineData("shellcheck", """{"comm\ud800ents":[],"comments":[]}""")]
    [InlineData("gitleaks", """[{"RuleID":"r","Fi\uDFFFle":"a"}]""")]
    [InlineData("eslint", """[{"filePath":"a.js","mess\ud800ages":[]}, {"filePath":"b.js","messages":[]}]""")]
    public void Such_a_name_is_said_to_be_the_flaw(string tool, string document) =>
        Assert.Contains("half of a surrogate pair", ToolCatalog.Find(tool)!.Reader.Read(Printed.Output(document)).Flaw, StringComparison.Ordinal);

    [Fact]
    public void Whole_pairs_and_halves_in_values_are_read()
    {
        const string document = """[{"filePath":"/repo/a.js","\ud83d\ude00":1,"messages":[{"line":1,"message":"x\ud800"}]},{"filePath":"/repo/b.js","messages":[{"line":2,"message":"y"}]}]""";

        Assert.Equal(["/a.js", "/b.js"], ToolCatalog.Find("eslint")!.Reader.Read(Printed.Output(document)).Findings.Select(static finding => "/" + finding.Path));
    }
}
