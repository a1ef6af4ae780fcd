using System.Text;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Digests;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public sealed class FolderOwnershipTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(0b111_000_000, true)]
    [InlineData(0b111_101_101, true)]
    [InlineData(0b111_111_101, false)]
    [InlineData(0b111_101_111, false)]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_folder_that_others_can_write_is_refused(int mode, bool isUsed)
    {
        var folder = _root.MakeFolder("state");
        File.SetUnixFileMode(folder, (UnixFileMode)mode);

        Assert.Equal(isUsed, FolderOwnership.Objection(folder) is null);
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void A_folder_of_another_user_is_refused()
    {
        // Only root can give a folder away; for everybody else the top of the file system belongs to another user.
        Shell.Run(_root.Path, "mkdir theirs && { chown 65534 theirs 2> /dev/null || :; }");
        var theirs = LinuxFileStatus.Of(_root["theirs"]).Owner == 65534 ? _root["theirs"] : "/";

        Assert.Contains("belongs to another user", FolderOwnership.Objection(theirs), StringComparison.Ordinal);
        Assert.False(FolderOwnership.IsOwnFolder(theirs));
    }

    [Fact]
    public void A_folder_that_does_not_exist_yet_is_accepted() => Assert.Null(FolderOwnership.Objection(_root["missing"]));

    [Theory]
    [InlineData("state/trust/x", false)]
    [InlineData("state", false)]
    [InlineData("state2/x", true)]
    [InlineData("x/state/y", true)]
    public void A_folder_in_the_root_is_used_only_where_git_tracks_nothing_of_it(string tracked, bool isUsed)
    {
        var listing = new GitListing(Encoding.UTF8.GetBytes($"H 100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 0\t{tracked}\0? state/untracked\0"), IndexFile: null);
        var workspace = new WorkspaceSnapshot(_root.Path, isGit: true, []) { Listing = listing };

        Assert.Equal(isUsed, FolderOwnership.Objection(_root["state"], workspace) is null);
    }

    [Fact]
    public void A_tracked_link_leads_to_no_folder_that_is_used()
    {
        _root.MakeFolder("real");
        Directory.CreateSymbolicLink(_root["state"], _root["real"]);
        var listing = new GitListing(Encoding.UTF8.GetBytes("H 120000 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 0\treal/x\0"), IndexFile: null);

        Assert.NotNull(FolderOwnership.Objection(_root["state"], new WorkspaceSnapshot(_root.Path, isGit: true, []) { Listing = listing }));
    }

    [Theory]
    [InlineData("state", false)]
    [InlineData("sub/state", true)]
    [InlineData("../state", true)]
    public void A_folder_in_the_repository_is_used_only_where_it_is_known_what_git_tracks(string place, bool isUsed)
    {
        var top = _root.MakeFolder("top");
        var listing = new GitListing(ReadOnlyMemory<byte>.Empty, IndexFile: null);
        var workspace = new WorkspaceSnapshot(_root.MakeFolder("top/sub"), isGit: true, []) { Listing = listing, RepositoryTop = top };

        Assert.Equal(isUsed, FolderOwnership.Objection(Path.GetFullPath(place, top), workspace) is null);
    }

    [Fact]
    public void A_folder_outside_the_root_is_used_whatever_git_tracks()
    {
        var listing = new GitListing(Encoding.UTF8.GetBytes("H 100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 0\troot2/x\0"), IndexFile: null);

        Assert.Null(FolderOwnership.Objection(_root["root2"], new WorkspaceSnapshot(_root["root"], isGit: true, []) { Listing = listing }));
    }
}
