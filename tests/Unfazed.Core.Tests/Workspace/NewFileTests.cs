using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public sealed class NewFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public NewFileTests() => _folder.MakeFolder("root");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_made_with_the_folders_that_are_missing()
    {
        NewFile.Create(_folder["root"], "a/b/c.txt", "text"u8);

        Assert.Equal("text", File.ReadAllText(_folder["root/a/b/c.txt"]));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a/b")]
    public void A_linked_folder_takes_no_new_file_out_of_the_root(string link)
    {
        var elsewhere = _folder.MakeFolder("elsewhere");
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"root/{link}"])!);
        Directory.CreateSymbolicLink(_folder[$"root/{link}"], elsewhere);

        var error = Assert.Throws<IOException>(() => NewFile.Create(_folder["root"], "a/b/c.txt", "text"u8));

        Assert.Contains("is a symbolic link", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
    }

    [Fact]
    public void A_link_to_nowhere_is_not_written_through()
    {
        File.CreateSymbolicLink(_folder["root/c.txt"], _folder["elsewhere"]);

        Assert.Throws<IOException>(() => NewFile.Create(_folder["root"], "c.txt", "text"u8));
        Assert.False(File.Exists(_folder["elsewhere"]));
    }
}
