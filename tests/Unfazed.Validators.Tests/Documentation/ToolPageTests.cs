using System.Text;
using Tool = Unfazed.Validators.Tools.Tool;
using Unfazed.Core.Configuration;
using Unfazed.Testing;
using Unfazed.Validators.Tools;

namespace Unfazed.Validators.Tests.Documentation;

/// <summary>The table of <c>docs/tools.md</c> is the catalogue's.</summary>
public sealed class ToolPageTests
{
    private const string Begin = "<!-- the catalogue, written by ToolPageTests: begin -->";
    private const string End = "<!-- end -->";

    [Fact]
    public void The_page_of_tools_lists_the_catalogue()
    {
        var page = File.ReadAllText(RepositoryRoot.Combine("docs", "tools.md"));
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        Assert.True(begin >= Begin.Length && end > begin);

        ExpectationFile.Check("../../../docs/tools.md", $"{page[..begin]}\n{Table()}{page[end..]}");
    }

    private static string Table()
    {
        var table = new StringBuilder("| tool | dimension | language | asked for by | tested with | scope | fix | network |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var tool in ToolCatalog.All)
        {
            var evidence = string.Join(", ", tool.Evidence.Select(static evidence => evidence.Description).Distinct(StringComparer.Ordinal));
            var fix = tool.Fix is null ? "–" : tool.Fix.Kind == FixKind.Formatter ? "formats" : "mends";
            table.Append($"| {tool.Name} | `{tool.Dimension.Name}` | {tool.Language} | {evidence} | {tool.TestedVersion ?? "its documented output"} | {Scope(tool)} | {fix} | {Network(tool)} |\n");
        }

        return table.ToString();
    }

    private static string Scope(Tool tool) => tool.Scope == CheckScope.File ? "file" : "project";

    private static string Network(Tool tool) => !tool.Network ? "no" : tool.OfflineEnvironment is null ? "yes" : "yes; not with `--offline`";
}
