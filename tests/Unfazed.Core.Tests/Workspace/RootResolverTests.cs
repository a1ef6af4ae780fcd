using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public class RootResolverTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task From_a_folder_of_a_repository_the_root_is_its_top()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("unfazed.yaml");
        var root = await new WorkspaceUnderTest(repository.Folder.MakeFolder("a/b")).ResolveAsync();
        Assert.Equal((repository.Path, repository.Path, null), (root.Path, root.RepositoryTop, root.Paths));
    }

    [Fact(Timeout = Limit)]
    public async Task A_folder_below_the_top_is_a_root_when_it_holds_a_configuration()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("samples/shop/unfazed.yaml");
        var shop = repository.Folder["samples/shop"];
        var byArgument = await new WorkspaceUnderTest(repository.Path).ResolveAsync(null, "samples/shop");
        var byOption = await new WorkspaceUnderTest(repository.Path).ResolveAsync("samples/shop");
        Assert.Equal((shop, repository.Path), (byArgument.Path, byArgument.RepositoryTop));
        Assert.Null(byArgument.Paths);
        Assert.Equal(byArgument, byOption);
    }

    [Theory(Timeout = Limit)]
    [InlineData(".", "app")]
    [InlineData("app", ".")]
    public async Task A_folder_whose_configuration_adds_to_the_one_above_narrows(string current, string path)
    {
        using var repository = new TestRepository();
        repository.Folder.Write("unfazed.yaml");
        repository.Folder.Write("app/unfazed.yaml");

        var root = await new WorkspaceUnderTest(Path.GetFullPath(repository.Folder[current])).ResolveAsync(null, path);
        var fromElsewhere = await new WorkspaceUnderTest("/").ResolveAsync(null, repository.Folder["app"]);
        var chosen = await new WorkspaceUnderTest(repository.Path).ResolveAsync("app");

        Assert.Equal(root, fromElsewhere with { Paths = root.Paths });
        Assert.Equal(repository.Path, root.Path);
        Assert.Equal<string>(["app"], root.Paths!.Value);
        Assert.Equal(repository.Folder["app"], chosen.Path);
    }

    [Theory(Timeout = Limit)]
    [InlineData("unfazed.yaml", "# a project of its own\nversion: 1\n")]
    [InlineData("unfazed.json", "{\n  \"version\": 1\n}\n")]
    [InlineData("unfazed.yaml", "checks: { a: { run: x } }\n'version' : 1\n")]
    [InlineData("unfazed.yaml", "\uFEFF--- # first\n? version\n: 1\n")]
    [InlineData("unfazed.yaml", "{ checks: {}, version: 1 }")]
    [InlineData("unfazed.json", "{\n\t\"checks\": {},\n\t\"version\": 1\n}\n")]
    [InlineData("unfazed.yaml", "checks: [\n")]
    [InlineData("unfazed.json", "{")]
    public async Task A_folder_whose_configuration_states_a_version_is_a_root_below_another_one_too(string name, string text)
    {
        using var repository = new TestRepository();
        repository.Folder.Write("unfazed.yaml");
        repository.Folder.Write("samples/shop/" + name, text);

        var root = await new WorkspaceUnderTest(repository.Path).ResolveAsync(null, "samples/shop");

        Assert.Equal(repository.Folder["samples/shop"], root.Path);
    }

    [Theory(Timeout = Limit)]
    [InlineData("unfazed.yaml", "checks:\n  a:\n    run: x\n    env: { x: y }\n\"checks2\":\n  \"version\": 1\n")]
    [InlineData("unfazed.yaml", "checks:\n  a: { run: x, version: [x, --version] }\n")]
    [InlineData("unfazed.yaml", "checks:\n  a:\n    run: |\n      {\n      version: 1\n")]
    [InlineData("unfazed.yaml", "exclude:\n- version\n- \"version\": 1\n")]
    [InlineData("unfazed.yaml", "# version: 1\n")]
    [InlineData("unfazed.json", "{\n  \"checks\": {\n\"version\": 1\n}}\n")]
    public async Task A_version_that_stands_deeper_makes_no_root(string name, string text)
    {
        using var repository = new TestRepository();
        repository.Folder.Write("unfazed.yaml");
        repository.Folder.Write("samples/shop/" + name, text);

        var root = await new WorkspaceUnderTest(repository.Path).ResolveAsync(null, "samples/shop");

        Assert.Equal(repository.Path, root.Path);
    }

    [Fact(Timeout = Limit)]
    public async Task A_hostile_configuration_of_a_folder_costs_no_time()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("unfazed.yaml");
        repository.Folder.Write("samples/shop/unfazed.yaml", "a: " + new string('[', 500_000));

        var root = await new WorkspaceUnderTest(repository.Path).ResolveAsync(null, "samples/shop");

        Assert.Equal(repository.Path, root.Path);
    }

    [Fact(Timeout = Limit)]
    public async Task Outside_a_repository_too_a_folder_whose_configuration_adds_to_the_one_above_narrows()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("top/unfazed.yaml");
        folder.Write("top/low/unfazed.yaml");

        var root = await new WorkspaceUnderTest(folder.Path).ResolveAsync(null, "top/low");

        Assert.Equal(folder["top"], root.Path);
        Assert.Equal<string>(["low"], root.Paths!.Value);
    }

    [Theory]
    [InlineData("unfazed.yml")]
    [InlineData("unfazed.json")]
    public async Task Every_name_of_the_configuration_counts(string name)
    {
        using var folder = new TemporaryDirectory();
        folder.Write("shop/" + name);
        Assert.Equal(folder["shop"], (await new WorkspaceUnderTest(folder.Path).ResolveAsync(null, "shop")).Path);
    }

    [Fact(Timeout = Limit)]
    public async Task Another_repository_given_as_the_only_path_is_the_root()
    {
        using var repository = new TestRepository();
        using var elsewhere = new TemporaryDirectory();
        Assert.Equal(repository.Path, (await new WorkspaceUnderTest(elsewhere.Path).ResolveAsync(null, repository.Path)).Path);
    }

    [Fact(Timeout = Limit)]
    public async Task A_chosen_folder_that_is_no_root_is_where_the_search_begins()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("a/x.py");
        using var elsewhere = new TemporaryDirectory();
        var root = await new WorkspaceUnderTest(elsewhere.Path).ResolveAsync(repository.Folder["a"], "x.py");
        Assert.Equal(repository.Path, root.Path);
        Assert.Equal<string>(["a/x.py"], root.Paths!.Value);
    }

    [Fact(Timeout = Limit)]
    public async Task Outside_a_repository_the_topmost_folder_with_a_configuration_is_the_root()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("top/unfazed.yaml");
        folder.Write("top/middle/unfazed.yaml");
        var root = await new WorkspaceUnderTest(folder.MakeFolder("top/middle/low")).ResolveAsync();
        Assert.Equal((folder["top"], null), (root.Path, root.RepositoryTop));
    }

    [RootFact(Timeout = Limit)]
    public async Task A_configuration_of_another_user_above_does_not_count_and_one_here_is_refused_unless_chosen()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("mine/unfazed.yaml");
        folder.Write("shared/unfazed.yaml");
        var work = folder.MakeFolder("shared/work");
        Shell.Run(folder.Path, "chmod 1777 shared; chown 65534 shared/unfazed.yaml; chown -h 65534 $(ln -s \"$PWD/mine/unfazed.yaml\" shared/unfazed.json; echo shared/unfazed.json)");

        var root = await new WorkspaceUnderTest(work).ResolveAsync();

        Assert.Equal((work, folder["shared/unfazed.yaml"]), (root.Path, root.PassedOver));
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => new WorkspaceUnderTest(folder["shared"]).ResolveAsync());
        Assert.Contains("belongs to another user", refused.Message, StringComparison.Ordinal);
        Assert.Equal(folder["shared"], (await new WorkspaceUnderTest(folder["shared"]).ResolveAsync(".")).Path);

        File.Delete(folder["shared/unfazed.yaml"]);
        Assert.Equal(folder["shared/unfazed.json"], (await new WorkspaceUnderTest(work).ResolveAsync()).PassedOver);
    }

    [RootFact(Timeout = Limit)]
    public async Task The_owner_of_the_current_folder_may_configure_what_is_above_it()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("volume/unfazed.yaml");
        var work = folder.MakeFolder("volume/work");
        Shell.Run(folder.Path, "chown -R 65534 volume");

        Assert.Equal(folder["volume"], (await new WorkspaceUnderTest(work).ResolveAsync()).Path);
    }

    [Fact(Timeout = Limit)]
    public async Task With_nothing_to_go_by_the_current_folder_is_the_root()
    {
        using var folder = new TemporaryDirectory();
        Assert.Equal(folder.Path, (await new WorkspaceUnderTest(folder.Path).ResolveAsync()).Path);
    }

    [Fact(Timeout = Limit)]
    public async Task Paths_narrow_and_are_kept_relative_to_the_root()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("a/-x y.py");
        repository.Folder.Write("a/b/z.py");
        var root = await new WorkspaceUnderTest(repository.Folder["a"]).ResolveAsync(null, "b/../-x y.py", "./b", "b", repository.Folder["a/b/z.py"]);
        Assert.Equal<string>(["a/-x y.py", "a/b", "a/b/z.py"], root.Paths!.Value);
    }

    [Fact(Timeout = Limit)]
    public async Task The_root_itself_as_a_path_asks_for_the_whole_run()
    {
        using var repository = new TestRepository();
        Assert.Null((await new WorkspaceUnderTest(repository.Folder.MakeFolder("a")).ResolveAsync(null, "..", ".")).Paths);
    }

    [Fact(Timeout = Limit)]
    public async Task Symlinks_are_resolved_before_anything_is_compared()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("src/x.py");
        using var elsewhere = new TemporaryDirectory();
        Directory.CreateSymbolicLink(elsewhere["link"], repository.Path);
        var root = await new WorkspaceUnderTest(elsewhere["link/src"]).ResolveAsync(null, elsewhere["link/src/x.py"]);
        Assert.Equal(repository.Path, root.Path);
        Assert.Equal<string>(["src/x.py"], root.Paths!.Value);
    }

    [Fact(Timeout = Limit)]
    public async Task A_worktree_is_a_root_of_its_own()
    {
        using var repository = new TestRepository();
        repository.Commit();
        using var elsewhere = new TemporaryDirectory();
        repository.Git("worktree", "add", "--quiet", elsewhere["tree"]);
        Assert.Equal(elsewhere["tree"], (await new WorkspaceUnderTest(elsewhere["tree"]).ResolveAsync()).Path);
    }

    [Fact(Timeout = Limit)]
    public async Task A_top_whose_name_holds_a_newline_is_found()
    {
        using var folder = new TemporaryDirectory();
        var top = folder.MakeFolder("new\nline");
        TestRepository.GitAt(top, "init", "--quiet");
        Assert.Equal(top, (await new WorkspaceUnderTest(Directory.CreateDirectory(top + "/a").FullName).ResolveAsync()).Path);
    }

    [Theory]
    [InlineData("nothing.py", "there is no file or folder nothing.py")]
    [InlineData("no\u001b[31mthing", "no\\x1b[31mthing")]
    [InlineData("", "there is no file or folder")]
    [InlineData("..", "outside the root")]
    [InlineData("/etc", "outside the root")]
    [InlineData("out", "outside the root")]
    [InlineData("loop", "there is no file or folder loop")]
    public async Task A_path_that_is_not_there_or_leads_outside_is_refused(string path, string part)
    {
        using var repository = new TestRepository();
        Directory.CreateSymbolicLink(repository.Folder["out"], "/etc");
        File.CreateSymbolicLink(repository.Folder["loop"], "loop");
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => new WorkspaceUnderTest(repository.Path).ResolveAsync(null, path, "."));
        Assert.Contains(part, refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_chosen_folder_that_is_not_there_or_a_file_is_refused()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("file");
        var workspace = new WorkspaceUnderTest(folder.Path);
        Assert.Contains("there is no", (await Assert.ThrowsAsync<WorkspaceException>(() => workspace.ResolveAsync("gone"))).Message, StringComparison.Ordinal);
        Assert.Contains("is no folder", (await Assert.ThrowsAsync<WorkspaceException>(() => workspace.ResolveAsync("file"))).Message, StringComparison.Ordinal);
    }
}
