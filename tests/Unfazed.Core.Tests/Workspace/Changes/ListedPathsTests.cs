using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace.Changes;

public class ListedPathsTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task Files_and_folders_of_a_list_are_selected_and_a_missing_one_counts_as_deleted()
    {
        using var folder = Folder();

        var set = await SelectAsync(folder, folder["lib"], "c.py", "./../a.py", "gone/x.py");

        Assert.Equal<string>(["a.py", "lib/c.py"], set.Paths);
        Assert.Equal<string>(["lib/gone/x.py"], set.Gone);
        Assert.Equal("1 of the 3 listed files is not there and counts as deleted: lib/gone/x.py", Assert.Single(set.Notices));
        Assert.Equal<string>(["lib/c.py", "lib/d e.py"], (await SelectAsync(folder, folder.Path, folder["lib"])).Paths);
    }

    [Theory(Timeout = Limit)]
    [InlineData("../outside.py")]
    [InlineData("/etc/passwd")]
    [InlineData("lib/../../x")]
    [InlineData("out/x.py")]
    [InlineData("missing/../../x.py")]
    public async Task A_name_that_leads_out_of_the_root_is_refused(string name)
    {
        using var folder = Folder();
        File.CreateSymbolicLink(folder["out"], Path.GetTempPath());

        await Assert.ThrowsAsync<WorkspaceException>(() => SelectAsync(folder, folder.Path, name));
    }

    [Fact(Timeout = Limit)]
    public async Task A_link_is_named_itself_wherever_it_leads()
    {
        using var folder = Folder();
        File.CreateSymbolicLink(folder["outward"], "/etc/passwd");

        Assert.Equal<string>(["outward"], (await SelectAsync(folder, folder.Path, "outward")).Paths);
    }

    [Fact(Timeout = Limit)]
    public async Task Names_on_lines_are_refused_with_what_would_be_right()
    {
        using var folder = Folder();

        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => SelectAsync(folder, folder.Path, "a.py\nlib/c.py\n"));

        Assert.Contains("git diff -z", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_name_may_lack_its_end_and_an_empty_one_is_refused()
    {
        Assert.Equal<string>(["a", "b\nc"], PathList.Read("a\0b\nc"u8));
        Assert.Equal<string>(["a"], PathList.Read("a\0"u8));
        Assert.Empty(PathList.Read([]));
        Assert.Contains("name 2 is empty", Assert.Throws<WorkspaceException>(static () => PathList.Read("a\0\0b\0"u8)).Message, StringComparison.Ordinal);
        Assert.Contains("\\xff", Assert.Throws<WorkspaceException>(static () => PathList.Read([0x61, 0xff, 0])).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_list_without_end_is_given_up()
    {
        await using var endless = new EndlessStream();

        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => PathList.ReadAsync(endless, CancellationToken.None));

        Assert.Contains("larger than 64 MiB", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_written_as_a_list_is_read_as_it_was()
    {
        var name = ArbMap.Default.GeneratorFor<NonEmptyString>().Select(static text => text.Get.Replace("\0", "", StringComparison.Ordinal))
            .Where(static text => text.Length > 0 && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text);
        Prop.ForAll(Arb.From(name.ListOf()), static names =>
            PathList.Read(Encoding.UTF8.GetBytes(string.Concat(names.Select(static one => one + "\0")))).SequenceEqual(names)).QuickCheckThrowOnFailure();
    }

    [Fact(Timeout = Limit)]
    public async Task Whatever_bytes_a_list_holds_it_selects_files_of_the_root_or_is_refused()
    {
        using var folder = Folder();
        var workspace = await new WorkspaceUnderTest(folder.Path).ReadAsync();
        var random = new Random(20261122);
        ImmutableArray<string> parts = ["a.py", "lib", "/", "..", ".", "\0", "\0", "c.py", "\n", "\u00e9", "~", "-", "//", "\\", "*", "lib/c.py"];
        for (var round = 0; round < 3_000; round++)
        {
            var bytes = Enumerable.Range(0, random.Next(12)).SelectMany(_ => random.Next(20) == 0
                ? [(byte)random.Next(256)]
                : Encoding.UTF8.GetBytes(parts[random.Next(parts.Length)])).ToArray();
            try
            {
                var set = new ListedPaths(workspace, folder.Path).Select(PathList.Read(bytes));
                Assert.All(set.Paths, path => Assert.NotNull(workspace.Find(path)));
                Assert.All(set.Gone, path => Assert.False(Path.IsPathRooted(path) || path.Split('/').Contains("..")));
            }
            catch (WorkspaceException)
            {
                // Refused with a sentence: that is an answer.
            }
        }
    }

    private static TemporaryDirectory Folder()
    {
        var folder = new TemporaryDirectory();
        foreach (var name in (string[])["a.py", "lib/c.py", "lib/d e.py"])
        {
            folder.Write(name);
        }

        return folder;
    }

    private static async Task<ChangeSet> SelectAsync(TemporaryDirectory folder, string start, params string[] names) =>
        new ListedPaths(await new WorkspaceUnderTest(folder.Path).ReadAsync(), start).Select([.. names]);

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'a');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
