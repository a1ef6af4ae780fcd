using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Testing;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Hygiene.Tree;

/// <summary>What git knows of a file beyond the working tree: content under another name, and paths that are not checked out.</summary>
public sealed class NotCheckedOutTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_renamed_or_copied_large_file_is_no_new_file()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("big.dat", new string('\0', 600 * 1024));
        repository.Folder.Write("same.dat", new string('\x1', 600 * 1024));
        repository.Commit();
        repository.Git("mv", "big.dat", "moved.dat");
        File.Copy(repository.Folder["same.dat"], repository.Folder["copy.dat"]);
        repository.Folder.Write("new.dat", new string('\x2', 600 * 1024));
        repository.Git("add", "--all");
        var found = await FindAsync(repository, repository.Path, "check-added-large-files");
        Assert.Equal(
            [("copy.dat", Severity.Note), ("moved.dat", Severity.Note), ("new.dat", Severity.Error), ("same.dat", Severity.Note)],
            found.Select(static finding => (finding.Path!, finding.Severity)));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_to_a_file_outside_a_sparse_checkout_is_not_dead(bool hasSparseIndex)
    {
        using var repository = new TestRepository();
        repository.Folder.Write("a/z", "z\n");
        repository.Folder.Write("b/deep/y.txt", "y\n");
        File.CreateSymbolicLink(repository.Folder["a/file"], "../b/deep/y.txt");
        File.CreateSymbolicLink(repository.Folder["a/folder"], "../b/deep");
        File.CreateSymbolicLink(repository.Folder["a/dead"], "../b/none.txt");
        repository.Commit();
        using var clones = new TemporaryDirectory();
        var clone = clones["clone"];
        repository.Git("clone", "--quiet", "--no-checkout", repository.Path, clone);
        TestRepository.GitAt(clone, ["sparse-checkout", "set", "--cone", .. hasSparseIndex ? ["--sparse-index"] : Array.Empty<string>(), "a"]);
        TestRepository.GitAt(clone, "checkout", "--quiet");
        Assert.False(Directory.Exists(Path.Combine(clone, "b")));
        Assert.Equal(["a/dead"], (await FindAsync(repository, clone, "check-symlinks")).Select(static finding => finding.Path));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_link_to_a_file_with_skip_worktree_is_not_dead()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("b.txt", "y\n");
        File.CreateSymbolicLink(repository.Folder["link"], "b.txt");
        repository.Commit();
        repository.Git("update-index", "--skip-worktree", "b.txt");
        File.Delete(repository.Folder["b.txt"]);
        Assert.Empty(await FindAsync(repository, repository.Path, "check-symlinks"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_link_into_a_submodule_that_is_not_initialised_is_not_dead()
    {
        using var module = new TestRepository();
        module.Folder.Write("lib/x.txt", "x\n");
        module.Commit();
        using var repository = new TestRepository();
        repository.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", module.Path, "sub");
        File.CreateSymbolicLink(repository.Folder["link"], "sub/lib/x.txt");
        repository.Commit();
        repository.Git("submodule", "--quiet", "deinit", "--force", "sub");
        Assert.False(File.Exists(repository.Folder["sub/lib/x.txt"]));
        Assert.Empty(await FindAsync(repository, repository.Path, "check-symlinks"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("b.svg")]
    [InlineData("b.json")]
    [InlineData("b.toml")]
    [InlineData("b.geojson")]
    public async Task A_pointer_of_Git_LFS_is_not_taken_for_the_data(string path)
    {
        const string pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0000000000000000000000000000000000000000000000000000000000000007\nsize 99\n";
        using var repository = new TestRepository();
        repository.Folder.Write(".gitattributes", "b.* filter=lfs diff=lfs merge=lfs -text\n");
        repository.Folder.Write(path, pointer);
        repository.Folder.Write("other" + Path.GetExtension(path), pointer);
        var found = await FindAsync(repository, repository.Path, $"check-{(path == "b.svg" ? "xml" : path == "b.toml" ? "toml" : "json")}");
        Assert.Equal(["other" + Path.GetExtension(path)], found.Select(static finding => finding.Path));
    }

    private static async Task<IReadOnlyList<Finding>> FindAsync(TestRepository repository, string root, string rule)
    {
        var environment = ProcessEnvironment.Capture();
        var processes = new ProcessRunner(environment with { Variables = environment.Variables.SetItems(TestRepository.Variables) }, TimeProvider.System);
        var workspace = await new WorkspaceReader(processes).ReadAsync(new WorkspaceRoot { Path = root, RepositoryTop = root }, [], CancellationToken.None);
        var check = Examinations.Discover(workspace, new UnfazedConfiguration()).Checks.Single(static check => check.Name == "hygiene");
        return [.. (await Examinations.RunAsync(check, workspace)).Findings.Where(finding => finding.Rule == rule).OrderBy(static finding => finding.Path, StringComparer.Ordinal)];
    }
}
