using Unfazed.Core;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Hygiene.Lines;

public sealed class LineRuleTests
{
    private static readonly string Ours = new string('<', 7) + " HEAD";
    private static readonly string Theirs = new string('>', 7) + " feature";

    [Fact(Timeout = 120_000)]
    public async Task A_clean_file_has_no_finding() =>
        Assert.Empty((await Examinations.HygieneOf("a.txt", "one\n\n\ttwo\n")).Findings);

    [Fact(Timeout = 120_000)]
    public async Task An_empty_file_has_no_finding() => Assert.Empty((await Examinations.HygieneOf("a.txt", "")).Findings);

    [Fact(Timeout = 120_000)]
    public async Task Conflict_markers_are_errors_where_they_stand()
    {
        var seen = await Examinations.HygieneOf("a.cs", $"x\n{Ours}\na\n=======\nb\n{Theirs}\r\n");
        var found = seen.Findings.Where(finding => finding.Rule == "check-merge-conflict").ToList();
        Assert.Equal([2, 6], found.Select(finding => finding.Line!.Value).Order());
        Assert.All(found, finding => Assert.Equal(Severity.Error, finding.Severity));
        Assert.All(found, finding => Assert.Equal(1, finding.Column));
        Assert.All(found, finding => Assert.Equal("a conflict marker that a merge left behind", finding.Message));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("Heading\n=======\n")]
    [InlineData("  <<<<<<< HEAD\n")]
    [InlineData("<<<<<<<<< nine\n")]
    [InlineData("<<<<<<<\n")]
    [InlineData("cat <<<<<<< x\n")]
    [InlineData(">>>>>> six\n")]
    public async Task What_only_resembles_a_conflict_marker_is_no_finding(string text) =>
        Assert.Empty((await Examinations.HygieneOf("a.rst", text)).Findings);

    [Fact(Timeout = 120_000)]
    public async Task Each_conflict_marker_of_a_file_is_a_finding()
    {
        var seen = await Examinations.HygieneOf("a.cs", string.Concat(Enumerable.Repeat(Ours + "\n", 500)));
        Assert.Equal(500, seen.Findings.Length);
    }

    [Fact(Timeout = 120_000)]
    public async Task Trailing_white_space_is_one_note_with_count_and_first_place()
    {
        var finding = Assert.Single((await Examinations.HygieneOf("a.py", "ok\nab€𝒳 \t\nx\n   \n")).Findings);
        Assert.Equal(("trailing-whitespace", Severity.Note, 2, 6, 8), (finding.Rule, finding.Severity, finding.Line, finding.Column, finding.EndColumn));
        Assert.Contains("2 lines", finding.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("x \r\n", 2)]
    [InlineData("x \ny", 2)]
    [InlineData("x\t", 2)]
    [InlineData("\f\n", 1)]
    public async Task White_space_counts_before_every_kind_of_end(string text, int column)
    {
        var finding = Assert.Single((await Examinations.HygieneOf("a.py", text)).Findings, finding => finding.Rule == "trailing-whitespace");
        Assert.Equal((1, column), (finding.Line, finding.Column));
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_spaces_in_Markdown_are_a_line_break_unless_editorconfig_asks_for_none()
    {
        Assert.Empty((await Examinations.HygieneOf("a.md", "one  \ntwo\n")).Findings);
        Assert.Single((await Examinations.HygieneOf("a.md", "one \ntwo\n")).Findings);
        Assert.Single((await Examinations.HygieneOf("a.md", "one\n  \n")).Findings);
        Assert.Equal(Severity.Warning, Assert.Single((await Examinations.HygieneOf("a.md", "one  \n", "[*]\ntrim_trailing_whitespace = true\n")).Findings).Severity);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_missing_line_feed_is_found_behind_the_last_character()
    {
        var finding = Assert.Single((await Examinations.HygieneOf("a.py", "one\ntwo")).Findings);
        Assert.Equal(("end-of-file-fixer", Severity.Note, 2, 4), (finding.Rule, finding.Severity, finding.Line, finding.Column));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("one\n\n", 2)]
    [InlineData("one\r\n\r\n\r\n", 2)]
    [InlineData("\n", 1)]
    public async Task Empty_lines_at_the_end_are_found_at_the_first_of_them(string text, int line)
    {
        var finding = Assert.Single((await Examinations.HygieneOf("a.py", text)).Findings);
        Assert.Equal(("end-of-file-fixer", Severity.Note, line), (finding.Rule, finding.Severity, finding.Line));
    }

    [Fact(Timeout = 120_000)]
    public async Task Mixed_line_endings_are_found_at_the_first_of_the_rarer_kind()
    {
        var finding = Assert.Single((await Examinations.HygieneOf("a.py", "1\n2\n3\r\n4\n5\r\n")).Findings);
        Assert.Equal(("mixed-line-ending", Severity.Note, 3), (finding.Rule, finding.Severity, finding.Line));
        Assert.Equal("mixed line endings: 3 LF, 2 CRLF", finding.Message);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("1\r\n2\r\n")]
    [InlineData("1\r2\r")]
    public async Task One_kind_of_line_ending_is_right_where_nothing_is_asked(string text) =>
        Assert.Empty((await Examinations.HygieneOf("a.py", text)).Findings);

    [Fact(Timeout = 120_000)]
    public async Task Editorconfig_makes_warnings_of_what_it_asks_for()
    {
        var seen = await Examinations.HygieneOf(
            "a.py", "x \r\ny", "root=true\n[*.py]\ntrim_trailing_whitespace=true\ninsert_final_newline=true\nend_of_line=lf\n");
        Assert.Equal(["end-of-file-fixer", "mixed-line-ending", "trailing-whitespace"], seen.Findings.Select(finding => finding.Rule).Order(StringComparer.Ordinal));
        Assert.All(seen.Findings, finding => Assert.Equal(Severity.Warning, finding.Severity));
    }

    [Fact(Timeout = 120_000)]
    public async Task Editorconfig_silences_what_it_refuses()
    {
        var seen = await Examinations.HygieneOf("a.py", "x \ny", "[*]\ntrim_trailing_whitespace=false\ninsert_final_newline=false\n");
        Assert.Empty(seen.Findings);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_unset_value_asks_nothing()
    {
        var seen = await Examinations.HygieneOf("a.py", "x \n", "[*]\ntrim_trailing_whitespace=true\n[*.py]\ntrim_trailing_whitespace=unset\n");
        Assert.Equal(Severity.Note, Assert.Single(seen.Findings).Severity);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("a.py", null, Severity.Note)]
    [InlineData("a.py", "[*]\ncharset = utf-8\n", Severity.Warning)]
    [InlineData("a.cs", "[*]\ncharset = utf-8-bom\n", null)]
    [InlineData("a.ps1", null, null)]
    [InlineData("a.json", null, Severity.Note)]
    public async Task A_byte_order_mark_is_found_unless_the_file_needs_it(string path, string? editorConfig, Severity? expected)
    {
        var seen = await Examinations.HygieneOf(path, "\uFEFF[]\n", editorConfig);
        Assert.Equal(expected, seen.Findings.SingleOrDefault()?.Severity);
        Assert.All(seen.Findings, finding => Assert.Equal(("fix-byte-order-marker", 1), (finding.Rule, finding.Line)));
    }
}
