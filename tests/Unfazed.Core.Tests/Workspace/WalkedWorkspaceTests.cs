using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public class WalkedWorkspaceTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task Outside_a_repository_the_folder_is_walked()
    {
        using var folder = new TemporaryDirectory();
        string[] names = ["-rf", "a b/c.py", "new\nline", "z/y/x.py"];
        Array.ForEach(names, name => folder.Write(name));
        var snapshot = await new WorkspaceUnderTest(folder.Path).ReadAsync();
        Assert.False(snapshot.IsGit);
        Assert.Equal(names, WorkspaceUnderTest.Paths(snapshot));
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_git_program_a_repository_is_walked_and_that_is_said()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("a/b.py");
        using var nowhere = new TemporaryDirectory();
        var snapshot = await new WorkspaceUnderTest(repository.Folder["a"], ("PATH", nowhere.Path)).ReadAsync();
        Assert.Equal(repository.Path, snapshot.Root);
        Assert.Equal(["a/b.py"], WorkspaceUnderTest.Paths(snapshot));
        Assert.Contains("no git program", Assert.Single(snapshot.Notices), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Symlinks_are_entries_and_are_not_followed()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("a/b.py");
        Directory.CreateSymbolicLink(folder["a/loop"], "..");
        Directory.CreateSymbolicLink(folder["etc"], "/etc");
        var snapshot = await new WorkspaceUnderTest(folder.Path).ReadAsync();
        Assert.Equal(["a/b.py", "a/loop", "etc"], WorkspaceUnderTest.Paths(snapshot));
        Assert.Equal(WorkspaceFileKind.SymbolicLink, snapshot.Find("etc")!.Kind);
    }

    [Fact(Timeout = Limit)]
    public async Task Stores_caches_and_build_output_are_not_source()
    {
        using var folder = new TemporaryDirectory();
        foreach (var noise in new[]
                 {
                     ".hg/store", ".unfazed/x", "node_modules/a.js", "web/node_modules/a.js", ".venv/a.py", "my env/pyvenv.cfg", "my env/a.py",
                     "cache/CACHEDIR.TAG", "cache/a", "pkg/__pycache__/a.pyc", "app/bin/a.dll", "app/obj/a.cs",
                 })
        {
            folder.Write(noise);
        }

        folder.Write("app/App.csproj");
        folder.Write("bin/run.sh");
        folder.Write("venv/notes.md");
        folder.Write("out/gen.py");
        Assert.Equal(["app/App.csproj", "bin/run.sh", "venv/notes.md"], await new WorkspaceUnderTest(folder.Path).ListAsync("out/"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_repository_below_a_plain_folder_is_one_entry()
    {
        using var folder = new TemporaryDirectory();
        TestRepository.GitAt(folder.MakeFolder("project"), "init", "--quiet");
        folder.Write("project/a.py");
        var snapshot = await new WorkspaceUnderTest(folder.Path).ReadAsync();
        Assert.Equal(WorkspaceFileKind.Repository, Assert.Single(snapshot.Files).Kind);
    }

    [ToolFact("bash", "mkfifo")]
    public async Task Pipes_are_left_out_and_names_that_are_not_utf8_kept_apart()
    {
        using var folder = new TemporaryDirectory();
        Shell.Run(folder.Path, "mkfifo pipe; touch $'caf\\xe9' $'real\\xef\\xbf\\xbd' ok");
        var snapshot = await new WorkspaceUnderTest(folder.Path).ReadAsync();
        Assert.Equal(["ok", "real\ufffd"], WorkspaceUnderTest.Paths(snapshot));
        Assert.Equal<string>(["caf\ufffd"], snapshot.UnreadableNames);
    }

    [ToolFact("bash")]
    public async Task A_folder_that_cannot_be_read_is_reported_and_the_rest_is_listed()
    {
        // Deeper than the longest path that the kernel takes: unreadable for everybody, root included.
        using var folder = new TemporaryDirectory();
        Shell.Run(folder.Path, "touch ok; name=$(printf 'd%.0s' {1..200}); for i in {1..30}; do mkdir \"$name\"; cd \"$name\"; done");
        var snapshot = await new WorkspaceUnderTest(folder.Path).ReadAsync();
        Assert.Equal(["ok"], WorkspaceUnderTest.Paths(snapshot));
        Assert.Contains("cannot be read", Assert.Single(snapshot.Notices), StringComparison.Ordinal);
        Shell.Run(folder.Path, "rm -rf ddd*");
    }

    [Fact(Timeout = Limit)]
    public async Task A_folder_whose_path_is_too_long_to_be_read_is_named_unless_it_is_left_out()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("a.py");
        Shell.Run(folder.Path, "mkdir deep; cd deep; for i in $(seq 30); do name=$(printf 'x%.0s' $(seq 200)); mkdir $name; cd $name; done");
        try
        {
            var all = await new WorkspaceUnderTest(folder.Path).ReadAsync();
            var less = await new WorkspaceUnderTest(folder.Path).ReadAsync("deep");

            Assert.StartsWith("deep/xxx", Assert.Single(all.UnreadableFolders), StringComparison.Ordinal);
            Assert.Empty(less.UnreadableFolders);
            Assert.Empty(less.Notices);
        }
        finally
        {
            Shell.Run(folder.Path, "rm -rf deep");
        }
    }
}
