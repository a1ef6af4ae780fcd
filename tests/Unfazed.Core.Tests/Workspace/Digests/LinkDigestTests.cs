using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Digests;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace.Digests;

public sealed class LinkDigestTests : IDisposable
{
    private const int HardLimit = 120_000;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory(Timeout = HardLimit)]
    [InlineData("/dev/zero")]
    [InlineData("/dev/urandom")]
    [InlineData("fifo")]
    [InlineData("through")]
    public async Task A_link_to_a_device_or_a_pipe_has_no_digest_and_is_not_read(string target)
    {
        Shell.Run(_folder.Path, "mkfifo fifo");
        File.CreateSymbolicLink(_folder["through"], "/dev/zero");
        File.CreateSymbolicLink(_folder["link"], target);

        Assert.Null(await Task.Run(() => LinkDigest.Of(_folder["link"])));
    }

    [Theory(Timeout = HardLimit)]
    [InlineData("/dev/null", "nothing")]
    [InlineData("gone", "nothing")]
    [InlineData(".", "folder")]
    public async Task A_link_to_what_holds_no_bytes_is_what_it_says(string target, string end)
    {
        File.CreateSymbolicLink(_folder["link"], target);

        Assert.EndsWith(end, await Task.Run(() => LinkDigest.Of(_folder["link"])), StringComparison.Ordinal);
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_link_to_a_file_changes_with_the_file()
    {
        _folder.Write("a", "one");
        File.CreateSymbolicLink(_folder["link"], "a");
        var before = LinkDigest.Of(_folder["link"]);
        await File.WriteAllTextAsync(_folder["a"], "two");

        Assert.NotNull(before);
        Assert.NotEqual(before, LinkDigest.Of(_folder["link"]));
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_pipe_in_place_of_a_file_is_not_waited_for()
    {
        Shell.Run(_folder.Path, "mkfifo fifo");

        Assert.Null(await Task.Run(() => FileHash.Of(_folder["fifo"], new FileStamp(3, 0, 0, Executable: false), idDigits: 0)));
    }
}
