using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Workspace.Changes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace.Changes;

public class GitRenamesTests
{
    [Fact]
    public void What_the_real_git_says_is_read()
    {
        using var repository = new TestRepository();
        var text = string.Concat(Enumerable.Range(0, 30).Select(static line => $"line {line}\n"));
        repository.Folder.Write("a b.txt", text);
        repository.Folder.Write("é.txt", text + "more\n");
        repository.Folder.Write("gone.txt", "x\n");
        repository.Commit();
        repository.Git("mv", "a b.txt", "ä.txt");
        Directory.CreateDirectory(repository.Folder["sub"]);
        repository.Git("mv", "é.txt", "sub/e.txt");
        repository.Git("rm", "--quiet", "gone.txt");

        var renames = GitRenames.Read(Encoding.UTF8.GetBytes(repository.Git("diff", "--name-status", "-z", "--find-renames", "HEAD", "--")));

        Assert.Equal("a b.txt", renames["ä.txt"]);
        Assert.Equal("é.txt", renames["sub/e.txt"]);
        Assert.Equal(2, renames.Count);
    }

    [Fact]
    public void Whatever_is_said_is_read_or_passed_over() =>
        Prop.ForAll<byte[]>(static output => GitRenames.Read(output).Count <= output.Length).QuickCheckThrowOnFailure();
}
