using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public class GitWorkspaceTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task Tracked_modified_and_untracked_files_are_listed_and_ignored_or_deleted_ones_are_not()
    {
        using var repository = new TestRepository();
        repository.Folder.Write(".gitignore", "*.log\n/out/\n");
        repository.Folder.Write("tracked.py");
        repository.Folder.Write("deleted.py");
        repository.Folder.Write("kept.log");
        repository.Git("add", "--force", "kept.log");
        repository.Commit();
        repository.Folder.Write("tracked.py", "x = 1\n");
        repository.Folder.Write("new/untracked.py");
        repository.Folder.Write("noise.log");
        repository.Folder.Write("out/built.py");
        File.Delete(repository.Folder["deleted.py"]);
        var snapshot = await new WorkspaceUnderTest(repository.Path).ReadAsync();
        Assert.True(snapshot.IsGit);
        Assert.Equal([".gitignore", "kept.log", "new/untracked.py", "tracked.py"], WorkspaceUnderTest.Paths(snapshot));
        Assert.Equal(6, snapshot.Find("tracked.py")!.Stamp.Size);
        Assert.Empty(snapshot.Notices);
    }

    [Fact(Timeout = Limit)]
    public async Task An_empty_repository_has_no_files()
    {
        using var repository = new TestRepository();
        var snapshot = await new WorkspaceUnderTest(repository.Path).ReadAsync();
        Assert.True(snapshot.IsGit);
        Assert.Empty(snapshot.Files);
    }

    [Fact(Timeout = Limit)]
    public async Task Strange_names_come_out_as_they_are()
    {
        string[] names = ["-rf", "? x", "H 100644 0 0\tz", "a b", "new\nline", "quo\"te", "tab\t", "é😀"];
        using var repository = new TestRepository();
        foreach (var name in names)
        {
            repository.Folder.Write(name);
        }

        Assert.Equal(names, await new WorkspaceUnderTest(repository.Path).ListAsync());
        repository.Commit();
        Assert.Equal(names, await new WorkspaceUnderTest(repository.Path).ListAsync());
    }

    [ToolFact("bash")]
    public async Task A_name_that_is_not_utf8_is_shown_escaped_and_kept_apart()
    {
        using var repository = new TestRepository();
        Shell.Run(repository.Path, "touch $'caf\\xe9\\n.py' ok.py");
        var snapshot = await new WorkspaceUnderTest(repository.Path).ReadAsync();
        Assert.Equal(["ok.py"], WorkspaceUnderTest.Paths(snapshot));
        Assert.Equal<string>(["caf\\xe9\\n.py"], snapshot.UnreadableNames);
    }

    [Fact(Timeout = Limit)]
    public async Task Submodules_and_embedded_repositories_are_one_entry_each()
    {
        using var library = new TestRepository();
        library.Folder.Write("lib.py");
        library.Commit();
        using var repository = new TestRepository();
        repository.Git("submodule", "--quiet", "add", library.Path, "vendor/lib");
        repository.Commit();
        repository.Folder.Write("embedded/inner.py");
        TestRepository.GitAt(repository.Folder["embedded"], "init", "--quiet");
        var snapshot = await new WorkspaceUnderTest(repository.Path).ReadAsync();
        Assert.Equal([".gitmodules", "embedded", "vendor/lib"], WorkspaceUnderTest.Paths(snapshot));
        Assert.Equal(WorkspaceFileKind.Repository, snapshot.Find("embedded")!.Kind);
        Assert.Equal(WorkspaceFileKind.Repository, snapshot.Find("vendor/lib")!.Kind);
    }

    [Fact(Timeout = Limit)]
    public async Task Inside_a_submodule_its_own_files_are_the_workspace()
    {
        using var library = new TestRepository();
        library.Folder.Write("lib.py");
        library.Commit();
        using var repository = new TestRepository();
        repository.Git("submodule", "--quiet", "add", library.Path, "vendor/lib");
        Assert.Equal(["lib.py"], await new WorkspaceUnderTest(repository.Folder["vendor/lib"]).ListAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_worktree_lists_its_own_files()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("both.py");
        repository.Commit();
        repository.Folder.Write("here.py");
        using var elsewhere = new TemporaryDirectory();
        repository.Git("worktree", "add", "--quiet", elsewhere["tree"]);
        elsewhere.Write("tree/there.py");
        Assert.Equal(["both.py", "there.py"], await new WorkspaceUnderTest(elsewhere["tree"]).ListAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_root_below_the_top_lists_its_own_folder_only_and_keeps_the_ignores_above_it()
    {
        using var repository = new TestRepository();
        repository.Folder.Write(".gitignore", "*.log\n");
        repository.Folder.Write("outside.py");
        repository.Folder.Write("shop/unfazed.yaml");
        repository.Folder.Write("shop/a.log");
        repository.Folder.Write("shop/deep/b.py");
        repository.Commit();
        Assert.Equal(["deep/b.py", "unfazed.yaml"], await ListShopAsync(repository));
    }

    [Fact(Timeout = Limit)]
    public async Task A_root_that_the_repository_around_it_ignores_is_walked_and_that_is_said()
    {
        using var repository = new TestRepository();
        repository.Folder.Write(".gitignore", "/shop/\n");
        repository.Folder.Write("shop/unfazed.yaml");
        repository.Folder.Write("shop/a.py");
        Assert.Equal(["a.py", "unfazed.yaml"], await ListShopAsync(repository));
    }

    [Fact(Timeout = Limit)]
    public async Task A_symlink_is_an_entry_and_loops_harm_nothing()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("src/a.py");
        Directory.CreateSymbolicLink(repository.Folder["src/loop"], "..");
        File.CreateSymbolicLink(repository.Folder["self"], "self");
        File.CreateSymbolicLink(repository.Folder["dangling"], "nowhere");
        var snapshot = await new WorkspaceUnderTest(repository.Path).ReadAsync();
        Assert.Equal(["dangling", "self", "src/a.py", "src/loop"], WorkspaceUnderTest.Paths(snapshot));
        Assert.Equal(3, snapshot.Files.Count(static file => file.Kind == WorkspaceFileKind.SymbolicLink));
    }

    [Fact(Timeout = Limit)]
    public async Task Tracked_files_below_a_folder_that_became_a_symlink_are_not_read_from_elsewhere()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("data/a.py");
        repository.Commit();
        using var elsewhere = new TemporaryDirectory();
        elsewhere.Write("a.py", "secret");
        Directory.Delete(repository.Folder["data"], recursive: true);
        Directory.CreateSymbolicLink(repository.Folder["data"], elsewhere.Path);
        Assert.Equal(["data"], await new WorkspaceUnderTest(repository.Path).ListAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_in_conflict_is_listed_once()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("a.txt", "base\n");
        repository.Commit();
        repository.Git("switch", "--quiet", "--create", "other");
        repository.Folder.Write("a.txt", "theirs\n");
        repository.Commit();
        repository.Git("switch", "--quiet", "main");
        repository.Folder.Write("a.txt", "ours\n");
        repository.Commit();
        Assert.Throws<InvalidOperationException>(() => repository.Git("merge", "--quiet", "other"));
        Assert.Equal(["a.txt"], await new WorkspaceUnderTest(repository.Path).ListAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_excluded_is_left_out()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("src/a.py");
        repository.Folder.Write("src/a_pb2.py");
        repository.Folder.Write("samples/b.py");
        repository.Folder.Write(".unfazed/runs/1/log");
        repository.Folder.Write("web/node_modules/x/index.js");
        repository.Folder.Write("env/pyvenv.cfg");
        repository.Folder.Write("env/lib/x.py");
        repository.Folder.Write("cs/App.csproj");
        repository.Folder.Write("cs/bin/Debug/App.dll");
        repository.Folder.Write("cs/obj/x.cs");
        repository.Folder.Write("bin/script.sh");
        Assert.Equal(["bin/script.sh", "cs/App.csproj", "src/a.py"], await new WorkspaceUnderTest(repository.Path).ListAsync("samples/", "*_pb2.py"));
    }

    [Fact(Timeout = Limit)]
    public async Task What_git_tracks_stays_though_its_folder_looks_like_build_output()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("App.csproj");
        repository.Folder.Write("bin/tool.sh");
        repository.Commit();
        repository.Folder.Write("bin/App.dll");
        Assert.Equal(["App.csproj", "bin/tool.sh"], await new WorkspaceUnderTest(repository.Path).ListAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_program_that_the_repository_names_as_its_watcher_is_not_run()
    {
        using var repository = new TestRepository();
        repository.Folder.Write(".gitignore", "evil\nran\n");
        repository.Folder.WriteExecutable("evil", "#!/bin/sh\ntouch \"$(dirname \"$0\")/ran\"\n");
        repository.Git("config", "core.fsmonitor", repository.Folder["evil"]);
        await new WorkspaceUnderTest(repository.Path).ReadAsync();
        Assert.False(File.Exists(repository.Folder["ran"]));
    }

    private static async Task<string[]> ListShopAsync(TestRepository repository)
    {
        using var elsewhere = new TemporaryDirectory();
        var workspace = new WorkspaceUnderTest(elsewhere.Path);
        return WorkspaceUnderTest.Paths(await workspace.ReadRootAsync(await workspace.ResolveAsync(null, repository.Folder["shop"])));
    }
}
