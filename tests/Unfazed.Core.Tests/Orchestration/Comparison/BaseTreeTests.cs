using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Orchestration.Comparison;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Orchestration.Comparison;

public sealed class BaseTreeTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly TestRepository _repository = new();
    private readonly TemporaryDirectory _cache = new();
    private readonly string _first;

    public BaseTreeTests()
    {
        _repository.Folder.Write("a.txt", "old\n");
        _repository.Folder.Write("sub/b.txt", "old\n");
        _repository.Folder.Write(".gitignore", "node_modules/\n");
        _repository.Commit();
        _first = Head();
        _repository.Folder.Write("a.txt", "new\n");
        _repository.Folder.Write("c.txt", "new\n");
        _repository.Folder.Write("node_modules/x/y.js", "");
        _repository.Git("mv", "sub/b.txt", "b.txt");
        _repository.Commit();
    }

    public void Dispose()
    {
        _repository.Dispose();
        _cache.Dispose();
    }

    [Fact(Timeout = Limit)]
    public async Task It_holds_the_files_of_the_commit_and_links_to_environments_and_git_lists_it()
    {
        using var tree = await MakeAsync(_first);

        Assert.Equal([".gitignore", "a.txt", "sub/b.txt"], tree.Workspace.Files.Select(static file => file.Path));
        Assert.True(tree.Workspace.IsGit);
        Assert.Equal("old\n", await File.ReadAllTextAsync(tree.Workspace.FullPath("a.txt")));
        Assert.True(File.Exists(tree.Workspace.FullPath("node_modules/x/y.js")));
        Assert.Empty(TestRepository.GitAt(tree.Workspace.Root, "status", "--porcelain"));
        Assert.Equal(_first, TestRepository.GitAt(tree.Workspace.Root, "rev-parse", "HEAD").Trim());
        Assert.Equal(("sub/b.txt", "b.txt", "c.txt"), (tree.Before("b.txt"), tree.Now("sub/b.txt"), tree.Before("c.txt")));
        Assert.Single(_repository.Git("worktree", "list").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact(Timeout = Limit)]
    public async Task It_is_used_again_and_whatever_was_done_to_it_is_undone()
    {
        string root;
        using (var tree = await MakeAsync(_first))
        {
            root = tree.Workspace.Root;
            await File.WriteAllTextAsync(tree.Workspace.FullPath("a.txt"), "edited by a tool\n");
            File.Delete(tree.Workspace.FullPath("sub/b.txt"));
            await File.WriteAllTextAsync(tree.Workspace.FullPath("left.txt"), "");
        }

        using (var again = await MakeAsync(_first))
        {
            Assert.Equal(root, again.Workspace.Root);
            Assert.Equal("old\n", await File.ReadAllTextAsync(again.Workspace.FullPath("a.txt")));
            Assert.NotNull(again.Workspace.Find("sub/b.txt"));
        }

        using var other = await MakeAsync(Head());
        Assert.Equal([".gitignore", "a.txt", "b.txt", "c.txt"], other.Workspace.Files.Select(static file => file.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_killed_run_left_is_made_anew()
    {
        using (var tree = await MakeAsync(_first))
        {
            File.WriteAllText(Path.Combine(tree.Workspace.Root, ".git", "index.lock"), "");
            File.WriteAllText(Path.Combine(tree.Workspace.Root, ".git", "HEAD"), "garbage");
        }

        using var again = await MakeAsync(_first);

        Assert.NotNull(again.Workspace.Find("a.txt"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_second_run_at_once_has_its_own_and_takes_it_away()
    {
        using var first = await MakeAsync(_first);
        string own;
        using (var second = await MakeAsync(_first))
        {
            own = second.Workspace.Root;
            Assert.NotEqual(first.Workspace.Root, own);
            Assert.NotNull(second.Workspace.Find("a.txt"));
        }

        Assert.False(Directory.Exists(own));
        Assert.True(Directory.Exists(first.Workspace.Root));
    }

    [Fact(Timeout = Limit)]
    public async Task A_damaged_base_tree_is_made_anew_and_a_repository_above_the_cache_keeps_its_changes()
    {
        using (await MakeAsync(_first))
        {
        }

        // A clone in which the cache lies: git finds it from a folder whose .git is damaged.
        TestRepository.GitAt(_cache.Path, "init", "--quiet");
        TestRepository.GitAt(_cache.Path, "pull", "--quiet", _repository.Path, "main");
        var head = TestRepository.GitAt(_cache.Path, "rev-parse", "HEAD");
        _cache.Write("a.txt", "not committed yet\n");
        CacheLayout.WriteTag(_cache.Path);
        var home = Assert.Single(Directory.GetDirectories(_cache["bases"]));
        File.Delete(Path.Combine(home, "tree", ".git", "HEAD"));

        using var tree = await MakeAsync(_first);

        Assert.StartsWith(home, tree.Workspace.Root, StringComparison.Ordinal);
        Assert.Equal("old\n", await File.ReadAllTextAsync(tree.Workspace.FullPath("a.txt")));
        Assert.Equal("not committed yet\n", await File.ReadAllTextAsync(_cache["a.txt"]));
        Assert.Equal(head, TestRepository.GitAt(_cache.Path, "rev-parse", "HEAD"));
    }

    [Fact(Timeout = Limit)]
    public async Task What_nobody_holds_is_cleared_away_and_so_is_a_repository_that_went()
    {
        using (await MakeAsync(_first))
        {
        }

        var home = Assert.Single(Directory.GetDirectories(_cache["bases"]));
        var dead = Path.Combine(home, $"tree~{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path.Combine(dead, "x"));
        await File.WriteAllTextAsync(dead + ".lock", "");
        var gone = _cache.MakeFolder($"bases/{Sha256.Hex(_cache["nowhere"])[..16]}");
        await File.WriteAllTextAsync(Path.Combine(gone, "root"), _cache["nowhere"]);

        using var tree = await MakeAsync(_first);

        Assert.False(Directory.Exists(dead));
        Assert.False(Directory.Exists(gone));
    }

    [Fact(Timeout = Limit)]
    public async Task A_root_below_the_top_is_the_same_folder_there_and_its_absence_is_said()
    {
        using (var tree = await MakeAsync(_first, _repository.Folder.MakeFolder("sub")))
        {
            Assert.Equal(["b.txt"], tree.Workspace.Files.Select(static file => file.Path));
        }

        var error = await Assert.ThrowsAsync<WorkspaceException>(() => MakeAsync(_first, _repository.Folder.MakeFolder("later")));
        Assert.Contains("later/ was not there yet", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Settings_that_decide_about_content_are_the_repositorys_and_no_hook_runs()
    {
        _repository.Git("config", "core.autocrlf", "true");
        var told = _cache["told"];
        _repository.Folder.WriteExecutable(".git/hooks/post-checkout", $"#!/bin/sh\ntouch '{told}'\n");
        _repository.Folder.WriteExecutable(".git/hooks/post-index-change", $"#!/bin/sh\ntouch '{told}'\n");

        using var tree = await MakeAsync(_first);

        Assert.Equal("old\r\n", await File.ReadAllTextAsync(tree.Workspace.FullPath("a.txt")));
        Assert.False(File.Exists(told));
    }

    [Fact(Timeout = Limit)]
    public async Task A_folder_that_the_base_commit_has_as_a_link_leads_nowhere()
    {
        using var outside = new TemporaryDirectory();
        Directory.CreateSymbolicLink(_repository.Folder["pkg"], outside.Path);
        _repository.Commit();
        var linked = Head();
        File.Delete(_repository.Folder["pkg"]);
        _repository.Folder.Write("pkg/package.json", "{}\n");
        _repository.Folder.Write("pkg/node_modules/x.js", "");
        _repository.Commit();

        using (await MakeAsync(linked))
        {
            Assert.Empty(Directory.GetFileSystemEntries(outside.Path));
        }

        var error = await Assert.ThrowsAsync<WorkspaceException>(() => MakeAsync(linked, _repository.Folder["pkg"]));
        Assert.Contains("pkg/ was not there yet", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(outside.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task A_commit_that_is_not_there_is_a_sentence()
    {
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => MakeAsync(new string('0', 39) + "1"));
        Assert.StartsWith("git reset failed", error.Message, StringComparison.Ordinal);
    }

    private string Head() => _repository.Git("rev-parse", "HEAD").Trim();

    private async Task<BaseTree> MakeAsync(string commit, string? root = null)
    {
        var environment = ProcessEnvironment.Capture();
        var variables = environment.Variables.SetItem("UNFAZED_CACHE_DIR", _cache.Path).SetItems(TestRepository.Variables);
        var processes = new ProcessRunner(environment with { Variables = variables }, TimeProvider.System);
        var place = new WorkspaceRoot { Path = root ?? _repository.Path, RepositoryTop = _repository.Path };
        return await BaseTree.MakeAsync(
            new OrchestratorSetup
            {
                Workspace = await new WorkspaceReader(processes).ReadAsync(place, []),
                Configuration = new UnfazedConfiguration(),
                Sources = [],
                Processes = processes,
            },
            commit,
            CancellationToken.None);
    }
}
