using Unfazed.Core.Journal;
using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public class RegularFileTests
{
    private const int Limit = 10_000;

    [Fact]
    public void A_regular_file_is_read_to_its_end()
    {
        using var folder = new TemporaryDirectory();
        var content = new string('x', 9_999);
        Assert.Equal(content, System.Text.Encoding.UTF8.GetString(RegularFile.ReadAllBytes(folder.Write("é/file", content), Limit)));
        Assert.Empty(RegularFile.ReadAllBytes(folder.Write("empty"), Limit));
    }

    [Fact]
    public void A_file_beyond_the_limit_is_refused()
    {
        using var folder = new TemporaryDirectory();
        Assert.Equal(3, RegularFile.ReadAllBytes(folder.Write("three", "123"), 3).Length);
        Assert.Throws<IOException>(() => RegularFile.ReadAllBytes(folder.Write("four", "1234"), 3));
    }

    [Fact]
    public void A_missing_file_is_not_found()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("file");
        Assert.Throws<FileNotFoundException>(() => RegularFile.OpenRead(folder["missing"]));
        Assert.Throws<FileNotFoundException>(() => RegularFile.OpenRead(folder["file/below"]));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("mkfifo it")]
    [InlineData("ln -s /dev/zero it")]
    [InlineData("ln -s file it")]
    [InlineData("mkfifo pipe; ln -s pipe it")]
    [InlineData("mkdir it")]
    public async Task What_is_no_regular_file_is_refused_and_not_waited_for(string make)
    {
        using var folder = new TemporaryDirectory();
        folder.Write("file", "content");
        Shell.Run(folder.Path, make);
        await Assert.ThrowsAsync<IOException>(() => Task.Run(() => RegularFile.OpenRead(folder["it"]).Dispose()));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("ln -s /dev/zero it")]
    [InlineData("mkfifo pipe; ln -s pipe it")]
    public async Task A_link_that_may_be_followed_still_leads_to_a_regular_file_only(string make)
    {
        using var folder = new TemporaryDirectory();
        Shell.Run(folder.Path, make);
        await Assert.ThrowsAsync<IOException>(() => Task.Run(() => RegularFile.OpenRead(folder["it"], FileLinks.Follow).Dispose()));
    }

    [Fact]
    public void A_link_is_followed_where_that_is_wanted()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("file", "content");
        File.CreateSymbolicLink(folder["link"], "file");
        Assert.Equal("content"u8, RegularFile.ReadAllBytes(folder["link"], Limit, FileLinks.Follow));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_pipe_in_place_of_the_history_or_of_a_journal_is_passed_over()
    {
        using var folder = new TemporaryDirectory();
        Shell.Run(folder.Path, "mkfifo history.tsv journal.jsonl");
        await Task.Run(
            () =>
            {
                var history = CheckHistory.Read(folder.Path);
                Assert.Null(history.Expected("check", "."));
                history.Add("run", []);
                Assert.Null(JournalReader.Read(folder.Path));
            });
    }
}
