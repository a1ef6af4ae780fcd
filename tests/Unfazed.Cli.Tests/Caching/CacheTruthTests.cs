using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Caching;

/// <summary>For whatever happens to files: the right answer, and the reason. Each of these was seen to deceive some cache.</summary>
public sealed class CacheTruthTests
{
    private const int Limit = 240_000;

    private static readonly (string Status, bool Cached) Ran = ("passed", false);
    private static readonly (string Status, bool Cached) Known = ("passed", true);
    private static readonly (string Status, bool Cached) Found = ("failed", false);

    [Fact(Timeout = Limit)]
    public async Task A_file_that_was_touched_and_not_changed_changes_nothing()
    {
        using var scene = new CacheScene();
        Assert.Equal(Ran, await scene.RunAsync());
        File.SetLastWriteTimeUtc(scene.Repository.Folder["a.txt"], DateTime.UnixEpoch.AddDays(12_345));

        await SaysAsync(scene, "hit");
        Assert.Equal(Known, await scene.RunAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task One_byte_is_another_answer_and_the_first_content_is_the_first_answer_again()
    {
        using var scene = new CacheScene();
        Assert.Equal(Ran, await scene.RunAsync());
        scene.Write("a.txt", "BADx\n");

        await SaysAsync(scene, "miss", "input a.txt changed");
        Assert.Equal(Found, await scene.RunAsync());
        Assert.Equal(("failed", true), await scene.RunAsync());

        scene.Write("a.txt", "good\n");
        Assert.Equal(Known, await scene.RunAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task What_was_checked_before_a_commit_is_known_after_it()
    {
        using var scene = new CacheScene();
        scene.Write("a.txt", "better\n");
        scene.Write("new.txt", "newest\n");
        Assert.Equal(Ran, await scene.RunAsync());
        scene.Repository.Commit();

        await SaysAsync(scene, "hit");
        Assert.Equal(Known, await scene.RunAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task An_untracked_file_counts_and_so_does_one_that_went()
    {
        using var scene = new CacheScene();
        Assert.Equal(Ran, await scene.RunAsync());
        scene.Write("new.txt", "BAD\n");

        await SaysAsync(scene, "miss", "input new.txt added");
        Assert.Equal(Found, await scene.RunAsync());

        File.Delete(scene.Repository.Folder["new.txt"]);
        await SaysAsync(scene, "hit", "input new.txt removed");
        Assert.Equal(Known, await scene.RunAsync());
    }

    [Theory(Timeout = Limit)]
    [InlineData("--assume-unchanged")]
    [InlineData("--skip-worktree")]
    public async Task What_git_was_told_not_to_look_at_is_looked_at(string flag)
    {
        using var scene = new CacheScene();
        scene.Repository.Git("update-index", flag, "a.txt");
        Assert.Equal(Ran, await scene.RunAsync());
        scene.Write("a.txt", "BAD\n");

        await SaysAsync(scene, "miss", "input a.txt changed");
        Assert.Equal(Found, await scene.RunAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_under_a_clean_filter_is_its_bytes_and_not_what_git_makes_of_them()
    {
        using var scene = new CacheScene();
        scene.Repository.Git("config", "filter.shout.clean", "tr a-z A-Z");
        scene.Write(".gitattributes", "*.txt filter=shout\n");
        scene.Write("a.txt", "bad\n");
        scene.Repository.Commit();
        Assert.Equal(Ran, await scene.RunAsync());
        scene.Write("a.txt", "BAD\n");
        scene.Repository.Git("add", "a.txt");
        Assert.Equal("", scene.Repository.Git("status", "--porcelain"));

        await SaysAsync(scene, "miss", "input a.txt changed");
        Assert.Equal(Found, await scene.RunAsync());
    }

    [Theory(Timeout = Limit)]
    [InlineData("true")]
    [InlineData("input")]
    public async Task Line_endings_that_git_converts_are_not_the_same_bytes(string setting)
    {
        using var scene = new CacheScene();
        scene.Repository.Git("config", "core.autocrlf", setting);
        scene.Repository.Git("config", "core.safecrlf", "false");
        Assert.Equal(Ran, await scene.RunAsync());
        scene.Write("a.txt", "good\r\n");
        scene.Repository.Git("add", "a.txt");
        Assert.Equal("", scene.Repository.Git("status", "--porcelain"));

        await SaysAsync(scene, "miss", "input a.txt changed");
        Assert.Equal(Ran, await scene.RunAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_submodule_is_what_lies_in_it()
    {
        using var library = new TestRepository();
        library.Folder.Write("inner.txt", "good\n");
        library.Commit();
        using var scene = new CacheScene();
        scene.Repository.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.Path, "lib");
        scene.Repository.Commit();
        Assert.Equal(Ran, await scene.RunAsync());
        Assert.Equal(Known, await scene.RunAsync());
        scene.Write("lib/inner.txt", "BAD\n");

        await SaysAsync(scene, "miss", "input lib changed");
        Assert.Equal(Found, await scene.RunAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_that_is_only_intended_to_be_added_is_its_bytes()
    {
        using var scene = new CacheScene();
        scene.Write("new.txt", "good\n");
        scene.Repository.Git("add", "-N", "new.txt");
        Assert.Equal(Ran, await scene.RunAsync());
        scene.Write("new.txt", "BAD\n");

        await SaysAsync(scene, "miss", "input new.txt changed");
        Assert.Equal(Found, await scene.RunAsync());
    }

    [Theory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_edit_that_keeps_size_and_time_is_seen(bool isTracked)
    {
        using var scene = new CacheScene();
        scene.Write("c.txt", "okay\n");
        if (isTracked)
        {
            scene.Repository.Commit();
        }

        var path = scene.Repository.Folder["c.txt"];
        var written = File.GetLastWriteTimeUtc(path);
        Assert.Equal(Ran, await scene.RunAsync());
        scene.Write("c.txt", "BAD!\n");
        File.SetLastWriteTimeUtc(path, written);

        await SaysAsync(scene, "miss", "input c.txt changed");
        Assert.Equal(Found, await scene.RunAsync());
    }

    [Theory(Timeout = Limit)]
    [InlineData("cp b.txt b.old; echo BAD > b.txt; cp b.old b.txt; rm b.old")]
    [InlineData("echo fine > later.txt; sync; rm later.txt; touch b.txt")]
    public async Task What_was_seen_while_files_moved_is_not_kept(string meanwhile)
    {
        using var scene = new CacheScene();
        scene.Unfazed.Variables["MEANWHILE"] = meanwhile;
        Assert.Equal(Ran, await scene.RunAsync());
        scene.Unfazed.Variables["MEANWHILE"] = "";

        Assert.Equal(Ran, await scene.RunAsync());
        Assert.Equal(Known, await scene.RunAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task An_ignored_file_counts_where_inputs_names_it()
    {
        using var scene = new CacheScene("cache: true, inputs: ['*.txt', 'made/**']");
        scene.Write(".gitignore", "made/\n");
        scene.Write("made/deep/data.txt", "good\n");
        Assert.Equal(Ran, await scene.RunAsync());
        scene.Write("other.md", "no input\n");
        Assert.Equal(Known, await scene.RunAsync());
        scene.Write("made/deep/data.txt", "BAD\n");

        await SaysAsync(scene, "miss", "input made/deep/data.txt changed");
        Assert.Equal(Found, await scene.RunAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task What_the_configuration_leaves_out_of_checks_is_still_an_input()
    {
        using var scene = new CacheScene();
        var configuration = scene.Repository.Folder["unfazed.yaml"];
        File.WriteAllText(configuration, File.ReadAllText(configuration) + "exclude: [left/]\n");
        scene.Write("left/out.txt", "good\n");
        Assert.Equal(Ran, await scene.RunAsync());
        scene.Write("left/out.txt", "BAD\n");

        await SaysAsync(scene, "miss", "input left/out.txt changed");
        Assert.Equal(Found, await scene.RunAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_link_is_what_lies_where_it_leads()
    {
        using var scene = new CacheScene();
        using var elsewhere = new TemporaryDirectory();
        File.CreateSymbolicLink(scene.Repository.Folder["link.txt"], elsewhere.Write("target.txt", "good\n"));
        Assert.Equal(Ran, await scene.RunAsync());
        elsewhere.Write("target.txt", "other\n");

        await SaysAsync(scene, "miss", "input link.txt changed");
        Assert.Equal(Ran, await scene.RunAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Outside_of_a_repository_files_are_their_bytes()
    {
        using var scene = new CacheScene();
        Directory.Delete(scene.Repository.Folder[".git"], recursive: true);
        Assert.Equal(Ran, await scene.RunAsync());
        Assert.Equal(Known, await scene.RunAsync());
        scene.Write("a.txt", "BAD\n");

        await SaysAsync(scene, "miss", "input a.txt changed");
        Assert.Equal(Found, await scene.RunAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task The_command_and_the_environment_are_part_of_the_question()
    {
        using var scene = new CacheScene();
        Assert.Equal(Ran, await scene.RunAsync());
        var configuration = scene.Repository.Folder["unfazed.yaml"];
        File.WriteAllText(configuration, File.ReadAllText(configuration).Replace("./look.sh", "./look.sh, --twice", StringComparison.Ordinal));
        await SaysAsync(scene, "miss", "command --twice added", "input unfazed.yaml changed");
        Assert.Equal(Ran, await scene.RunAsync());
        scene.Unfazed.Variables["PYTHONPATH"] = "/elsewhere";

        await SaysAsync(scene, "miss", "variable PYTHONPATH added");
        Assert.Equal(Ran, await scene.RunAsync());
    }

    private static async Task SaysAsync(CacheScene scene, string answer, params string[] differences)
    {
        var why = await scene.WhyAsync();
        Assert.Equal(answer, why.Answer);
        Assert.Equal(differences, why.Differences);
    }
}
