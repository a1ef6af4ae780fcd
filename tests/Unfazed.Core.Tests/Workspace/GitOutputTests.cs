using System.Text;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Tests.Workspace;

public class GitOutputTests
{
    [Fact]
    public void Each_kind_of_record_is_read()
    {
        var listing = GitOutput.Read("H 100644 0123 0\ta b\0S 100755 0123 0\tx\ty\0H 160000 0123 0\tsub\0? new\nline\0? emb/\0"u8, "warning: x\n");
        Assert.Equal<ListedEntry>(
            [new("a b", true, false), new("x\ty", true, false), new("sub", true, true), new("new\nline", false, false), new("emb", false, true)],
            listing.Entries);
        Assert.Equal<string>(["git: warning: x"], listing.Notices);
    }

    [Fact]
    public void A_folder_that_git_could_not_open_is_named()
    {
        var listing = GitOutput.Read("? a\0"u8, "warning: could not open directory 'b/it's \u001b/': Permission denied\nwarning: could not open directory '': x\nwarning: y\n");

        Assert.Equal<string>([@"b/it's \x1b/"], listing.UnreadableFolders);
        Assert.Equal(3, listing.Notices.Length);
    }

    [Theory]
    [InlineData("H 100644 0123 0 no tab\0")]
    [InlineData("nonsense\0")]
    [InlineData("? /\0")]
    [InlineData("?")]
    public void What_git_never_says_is_an_error_and_not_fewer_files(string output) =>
        Assert.Throws<WorkspaceException>(() => GitOutput.Read(Encoding.UTF8.GetBytes(output), ""));

    [Fact]
    public void Whatever_comes_gives_a_listing_or_an_error()
    {
        var random = new Random(5);
        var alphabet = "H?S \0\0\t160/.a\n"u8.ToArray();
        for (var i = 0; i < 50_000; i++)
        {
            var output = new byte[random.Next(60)];
            for (var at = 0; at < output.Length; at++)
            {
                output[at] = random.Next(20) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
            }

            try
            {
                Assert.All(GitOutput.Read(output, "").Entries, static entry => Assert.False(entry.Path.Contains('\0', StringComparison.Ordinal)));
            }
            catch (WorkspaceException refused)
            {
                Assert.DoesNotContain(refused.Message, char.IsControl);
            }
        }
    }
}
