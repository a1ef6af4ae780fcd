using Unfazed.Testing;
using Unfazed.Validators.Hygiene.EditorConfig;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Hygiene.EditorConfig;

public sealed class EditorConfigFileTests
{
    [Theory]
    [InlineData("\uFEFF[*]\r\nEND_OF_LINE = CRLF\r\n", LineEnding.CrLf)]
    [InlineData("end_of_line=lf\n[*.b]\nend_of_line=cr\n", null)]
    [InlineData("[*]\nend_of_line=cr\n[*.a]\nend_of_line=lf\n", LineEnding.Lf)]
    [InlineData("[*]\nend_of_line=lf\n[*.a]\nend_of_line=unset\n", null)]
    [InlineData("# x\n; y\n  [ *.a ]\n[*.a]\n  end_of_line  =  lf  \n", LineEnding.Lf)]
    [InlineData("[*]\nend_of_line=lf ; no comment\n", null)]
    internal void Pairs_are_read_as_the_specification_says(string text, LineEnding? expected) =>
        Assert.Equal(expected, EditorConfigFile.Parse(text).Apply("x.a", default).EndOfLine);

    [Theory]
    [InlineData("Root = TRUE\n[*]\n", true)]
    [InlineData("[*]\nroot=true\n", false)]
    public void Root_counts_above_the_first_section_only(string text, bool isRoot) => Assert.Equal(isRoot, EditorConfigFile.Parse(text).IsRoot);

    [Fact]
    public void The_nearest_file_wins_and_a_root_ends_the_search()
    {
        using var folder = new TemporaryDirectory();
        folder.Write(".editorconfig", "[*]\nend_of_line=crlf\ninsert_final_newline=true\n[/sub/x.a]\ntrim_trailing_whitespace=true\n");
        folder.Write("sub/.editorconfig", "[x.a]\nend_of_line=lf\n");
        folder.Write("top/.editorconfig", "root=true\n");
        folder.Write("top/deep/x.a");
        var tree = new EditorConfigTree(Examinations.Snapshot(folder));
        Assert.Equal(new EditorConfigProperties { EndOfLine = LineEnding.Lf, InsertFinalNewline = true, TrimTrailingWhitespace = true }, tree.For("sub/x.a"));
        Assert.Equal(new EditorConfigProperties { EndOfLine = LineEnding.CrLf, InsertFinalNewline = true }, tree.For("sub/deep/y.b"));
        Assert.Equal(default, tree.For("top/deep/x.a"));
    }
}
