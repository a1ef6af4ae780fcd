using System.Security.Cryptography;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Digests;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace.Digests;

public sealed class WorkspaceDigestsTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly TestRepository _repository = new();
    private readonly ProcessRunner _processes = new(ProcessEnvironment.Capture(), TimeProvider.System);

    [Fact(Timeout = Limit)]
    public async Task What_git_has_is_named_by_git_and_what_it_has_not_by_its_bytes()
    {
        _repository.Folder.Write("tracked", "a\n");
        _repository.Folder.WriteExecutable("program", "#!/bin/sh\n");
        _repository.Commit();
        _repository.Folder.Write("untracked", "b\n");

        var digests = await DigestsAsync();

        Assert.Equal("git:" + _repository.Git("rev-parse", ":tracked").Trim(), digests["tracked"]);
        Assert.Equal("x git:" + _repository.Git("rev-parse", ":program").Trim(), digests["program"]);
        Assert.Equal(Sha256("b\n"), digests["untracked"]);
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_is_called_the_same_before_and_after_it_was_touched_committed_and_committed_again()
    {
        _repository.Folder.Write("a", "one\n");
        _repository.Commit();
        var memo = new DigestMemo(new Dictionary<string, MemoEntry>());
        var first = (await DigestsAsync(memo))["a"];
        File.SetLastWriteTimeUtc(_repository.Folder["a"], DateTime.UnixEpoch.AddDays(9000));
        memo = Next(memo);
        Assert.Equal(first, (await DigestsAsync(memo))["a"]);
        memo = Next(memo);
        Assert.Equal(first, (await DigestsAsync(memo))["a"]);

        _repository.Folder.Write("a", "two\n");
        memo = Next(memo);
        var second = (await DigestsAsync(memo))["a"];
        _repository.Commit();
        memo = Next(memo);
        Assert.Equal(second, (await DigestsAsync(memo))["a"]);
        Assert.Equal(Sha256("two\n"), second);
    }

    [Fact(Timeout = Limit)]
    public async Task What_was_told_of_a_file_that_has_not_moved_is_told_again_without_git_and_of_no_other()
    {
        _repository.Folder.Write("a", "one\n");
        _repository.Commit();
        var later = new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(1));
        var environment = ProcessEnvironment.Capture();
        var workspace = await ReadAsync();
        var memo = new DigestMemo(new Dictionary<string, MemoEntry>());
        var first = Assert.Single(await new WorkspaceDigests(workspace, new(environment, later)) { MemoSource = () => memo }.OfAsync(workspace.Files, CancellationToken.None));
        memo = Next(memo);
        var noGit = new ProcessRunner(environment with { Variables = environment.Variables.SetItem("PATH", "/no/such/folder") }, later);

        var second = await new WorkspaceDigests(workspace, noGit) { MemoSource = () => memo }.OfAsync(workspace.Files, CancellationToken.None);

        Assert.Equal(first, Assert.Single(second));
        Assert.StartsWith("git:", first, StringComparison.Ordinal);
        _repository.Folder.Write("a", "two\n");
        var moved = await ReadAsync();
        await Assert.ThrowsAsync<WorkspaceException>(() => new WorkspaceDigests(moved, noGit) { MemoSource = () => memo }.OfAsync(moved.Files, CancellationToken.None));
    }

    [Fact(Timeout = Limit)]
    public async Task What_git_told_so_shortly_after_a_write_that_a_second_one_may_hide_is_not_remembered()
    {
        _repository.Folder.Write("a", "one\n");
        _repository.Commit();
        var memo = new DigestMemo(new Dictionary<string, MemoEntry>());

        await DigestsAsync(memo);

        Assert.False(memo.HasNews);
    }

    [Theory(Timeout = Limit)]
    [InlineData("* text=auto\n")]
    [InlineData("* text\n")]
    [InlineData("* eol=lf\n")]
    [InlineData("* crlf=input\n")]
    [InlineData("* ident\n")]
    [InlineData("* filter=nothing\n")]
    [InlineData("* working-tree-encoding=UTF-16\n")]
    public async Task Under_a_conversion_bytes_are_hashed(string attributes)
    {
        _repository.Folder.Write("a", "one\n");
        _repository.Commit();
        Assert.StartsWith("git:", (await DigestsAsync())["a"], StringComparison.Ordinal);
        File.WriteAllText(_repository.Folder[".git/info/attributes"], attributes);

        Assert.Equal(Sha256("one\n"), (await DigestsAsync())["a"]);
    }

    [Fact(Timeout = Limit)]
    public async Task Where_the_index_was_written_after_the_list_it_stands_for_nothing()
    {
        _repository.Folder.Write("a", "one\n");
        _repository.Commit();
        var workspace = await ReadAsync();
        _repository.Folder.Write("other", "x\n");
        _repository.Git("add", "other");

        var trust = await GitTrust.AskAsync(new GitClient(_processes), workspace, CancellationToken.None);

        Assert.Null(trust.IdOf("a"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_that_changes_while_it_is_looked_at_has_no_digest()
    {
        _repository.Folder.Write("a", "one\n");
        var workspace = await ReadAsync();
        _repository.Folder.Write("a", "another\n");

        Assert.Null(Assert.Single(await new WorkspaceDigests(workspace, _processes).OfAsync([workspace.Find("a")!], CancellationToken.None)));
    }

    [Fact(Timeout = Limit)]
    public async Task The_index_of_a_linked_worktree_and_of_a_folder_below_the_top_is_found()
    {
        using var place = new TemporaryDirectory();
        _repository.Folder.Write("below/a", "one\n");
        _repository.Commit();
        _repository.Git("worktree", "add", "--quiet", place["tree"]);
        var id = "git:" + _repository.Git("rev-parse", ":below/a").Trim();

        Assert.Equal(id, (await DigestsAsync(null, place["tree"], place["tree"]))["below/a"]);
        Assert.Equal(id, (await DigestsAsync(null, _repository.Folder["below"], _repository.Path))["a"]);
    }

    [Fact(Timeout = Limit)]
    public async Task A_repository_of_sha256_is_named_by_its_own_ids()
    {
        using var folder = new TemporaryDirectory();
        TestRepository.GitAt(folder.Path, "init", "--quiet", "--object-format=sha256");
        folder.Write("a", "one\n");
        TestRepository.GitAt(folder.Path, "add", "a");

        Assert.Equal("git:" + TestRepository.GitAt(folder.Path, "rev-parse", ":a").Trim(), (await DigestsAsync(null, folder.Path, folder.Path))["a"]);
        File.SetLastWriteTimeUtc(folder["a"], DateTime.UnixEpoch.AddDays(9000));
        Assert.StartsWith("git:", (await DigestsAsync(null, folder.Path, folder.Path))["a"], StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();

    private static string Sha256(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private static DigestMemo Next(DigestMemo memo) =>
        new(DigestMemoCodec.Read(DigestMemoCodec.Write(memo.Of([new WorkspaceFile("a", WorkspaceFileKind.Regular, default)]))));

    private async Task<Dictionary<string, string?>> DigestsAsync(DigestMemo? memo = null, string? folder = null, string? top = null)
    {
        var workspace = await ReadAsync(folder, top);
        var digests = memo is null ? new WorkspaceDigests(workspace, _processes) : new WorkspaceDigests(workspace, _processes) { MemoSource = () => memo };
        var found = await digests.OfAsync(workspace.Files, CancellationToken.None);
        return workspace.Files.Zip(found).ToDictionary(static pair => pair.First.Path, static pair => pair.Second, StringComparer.Ordinal);
    }

    private Task<WorkspaceSnapshot> ReadAsync(string? folder = null, string? top = null) =>
        new WorkspaceReader(_processes).ReadAsync(new WorkspaceRoot { Path = folder ?? _repository.Path, RepositoryTop = top ?? _repository.Path }, []);
}
