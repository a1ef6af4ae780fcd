using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Baselines;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Baselines;

public sealed class BaselineFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_again_and_written_to_the_same_bytes()
    {
        var written = Baseline.Of([Entry("b", 2) with { Path = "src/\"q\".py", Rule = "E\u00e9" }, Entry("a") with { Path = null, Check = "mine" }]);

        Assert.Null(BaselineWriter.Save(_folder.Path, written));
        var read = BaselineReader.Read(_folder.Path).Baseline!;

        Assert.Equal(written.Entries.Values, read.Entries.Values);
        Assert.Equal(3, read.Total);
        Assert.Equal(BaselineWriter.Content(written), BaselineWriter.Content(read));
        Assert.Equal([Baseline.FileName], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void An_entry_is_a_line_and_the_lines_are_sorted_so_that_a_new_one_changes_no_other()
    {
        var before = Lines(Baseline.Of([Entry("c"), Entry("a")]));
        var after = Lines(Baseline.Of([Entry("a"), Entry("c"), Entry("d"), Entry("b")]));

        Assert.Equal(before, after.Where(before.Contains));
        Assert.Equal(before.Length + 2, after.Length);
    }

    [Fact]
    public void There_may_be_no_file() => Assert.Equal(BaselineReading.None, BaselineReader.Read(_folder.Path));

    [Theory]
    [InlineData("{\n\"version\": 1,\n\"findings\": [\n<<<<<<< HEAD\n=======\n>>>>>>> other\nnull\n]}", "a merge left a conflict", 4)]
    [InlineData("{\n\"version\": 1,\n\"findings\": [\n||||||| base\n", "a merge left a conflict", 4)]
    [InlineData("", "is no JSON", 1)]
    [InlineData("{\n\"version\": 1,\n\"findings\": [", "is no JSON", 3)]
    [InlineData("[]", "is no baseline", 0)]
    [InlineData("{}", "it has no \"version\"", 0)]
    [InlineData("{\"version\": \"1\"}", "it has no \"version\"", 0)]
    [InlineData("{\"version\": 2, \"findings\": []}", "was written by a newer Unfazed (format 2, this one reads 1)", 0)]
    [InlineData("{\"version\": 0}", "which never was", 0)]
    [InlineData("{\"version\": 1}", "has no list of \"findings\"", 0)]
    [InlineData("{\"version\": 1, \"findings\": {}}", "has no list of \"findings\"", 0)]
    [InlineData("{\"version\": 1, \"findings\": [1]}", "entry 1 of \"findings\" needs", 0)]
    [InlineData("{\"version\": 1, \"findings\": [null, {\"fingerprint\": \"xyz\"}]}", "entry 2 of \"findings\" needs", 0)]
    [InlineData("{\"version\": 1, \"findings\": [{\"fingerprint\": \"0123456789abcdef0123456789abcdef\", \"count\": 0}]}", "\"count\" of 1 or more", 0)]
    [InlineData("{\"version\": 1, \"findings\": [{\"fingerprint\": \"0123456789abcdef0123456789abcdef\", \"count\": \"2\"}]}", "\"count\" of 1 or more", 0)]
    [InlineData("{\"version\": 1, \"findings\": [{\"fingerprint\": \"\\ud800123456789abcdef0123456789abcde\"}]}", "no Unicode", 0)]
    public void A_file_that_is_no_baseline_says_what_is_wrong_and_where(string content, string problem, int line)
    {
        _folder.Write(Baseline.FileName, content);

        var read = BaselineReader.Read(_folder.Path);

        Assert.Null(read.Baseline);
        Assert.Contains(problem, read.Problem, StringComparison.Ordinal);
        Assert.Equal(line, read.Line);
    }

    [Fact]
    public void A_folder_or_a_link_of_its_name_is_no_baseline_and_is_not_written_over()
    {
        Directory.CreateDirectory(_folder[Baseline.FileName]);

        Assert.Contains("no regular file", BaselineReader.Read(_folder.Path).Problem, StringComparison.Ordinal);
        Assert.NotNull(BaselineWriter.Save(_folder.Path, Baseline.Empty));
        Directory.Delete(_folder[Baseline.FileName]);
        File.CreateSymbolicLink(_folder[Baseline.FileName], "/dev/null");
        Assert.Contains("no regular file", BaselineReader.Read(_folder.Path).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_later_version_adds_and_what_people_do_to_a_file_is_no_harm()
    {
        var read = Parse("\ufeff{\"$schema\": \"x\", \"version\": 1, \"findings\": [{\"why\": [], \"fingerprint\": \"0123456789abcdef0123456789abcdef\"}, {\"fingerprint\": \"0123456789abcdef0123456789abcdef\", \"count\": 3},]}\r\n");

        Assert.Null(read.Problem);
        Assert.Equal(3, Assert.Single(read.Baseline!.Entries).Value.Count);
    }

    [Fact]
    public void Whatever_stands_in_a_file_the_answer_is_a_baseline_or_a_sentence() => Prop.ForAll<string, byte[]>(IsUnderstood).QuickCheckThrowOnFailure();

    private static bool IsUnderstood(string? text, byte[]? raw)
    {
        var content = BaselineWriter.Content(Baseline.Of([Entry("a"), Entry("b")]));
        var place = Math.Abs((text ?? "").Length * 31) % content.Length;
        byte[][] attempts = [raw ?? [], Encoding.UTF8.GetBytes(text ?? ""), [.. content[..place], .. raw ?? [], .. content[place..]], content[..place]];
        return attempts.All(static attempt => BaselineReader.Parse(attempt) is { Baseline: null, Problem.Length: > 0 } or { Baseline: not null, Problem: null });
    }

    private static BaselineReading Parse(string text) => BaselineReader.Parse(Encoding.UTF8.GetBytes(text));

    private static string[] Lines(Baseline baseline) => Encoding.UTF8.GetString(BaselineWriter.Content(baseline)).Split('\n');

    private static BaselineEntry Entry(string digit, int count = 1) =>
        new() { Fingerprint = new string(digit[0], 32), Count = count, Check = "flake8", Tool = "flake8", Rule = "E501", Path = "a.py" };
}
