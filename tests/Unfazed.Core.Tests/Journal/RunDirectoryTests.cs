using System.Collections.Immutable;
using System.Text;
using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Digests;
using Unfazed.Core.Tests.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Journal;

public sealed class RunDirectoryTests : IDisposable
{
    private const string Id = "20261122T140501Z-1a2b3c";

    private readonly TemporaryDirectory _root = new();
    private readonly TemporaryDirectory _state = new();
    private readonly TemporaryDirectory _cache = new();

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_run_has_a_private_folder_that_git_ignores()
    {
        var run = Create();

        Assert.Null(run.Warning);
        Assert.Equal(_root[$".unfazed/runs/{Id}"], run.Path);
        Assert.Equal("*\n", File.ReadAllText(_root[".unfazed/.gitignore"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(run.Path!));
    }

    [Fact]
    public void Each_call_for_a_log_gives_another_file()
    {
        var run = Create();

        Assert.Equal($".unfazed/runs/{Id}/flake8.log", run.RelativeLog(run.LogPath("flake8")!));
        Assert.Equal($".unfazed/runs/{Id}/flake8~2.log", run.RelativeLog(run.LogPath("flake8")!));
        Assert.Equal($".unfazed/runs/{Id}/mypy.log", run.RelativeLog(run.LogPath("mypy")!));
    }

    [Theory]
    [InlineData("../../etc/passwd", "..-..-etc-passwd.log")]
    [InlineData("..", "check.log")]
    [InlineData("", "check.log")]
    [InlineData("a b\nc", "a-b-c.log")]
    public void No_name_of_a_check_leads_out_of_the_folder(string name, string file)
    {
        var run = Create();

        Assert.Equal(Path.Combine(run.Path!, file), run.LogPath(name));
        Assert.StartsWith(run.Path + "/scratch/", Path.GetFullPath(run.ScratchDirectory(name)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".unfazed")]
    [InlineData(".unfazed/runs")]
    public void A_link_in_the_repository_takes_no_file_out_of_it(string link)
    {
        using var elsewhere = new TemporaryDirectory();
        Directory.CreateDirectory(Path.GetDirectoryName(_root[link])!);
        Directory.CreateSymbolicLink(_root[link], elsewhere.Path);

        var run = Create();

        Assert.Equal(InState(Id), run.Path);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Path));
    }

    [Fact]
    public void A_root_without_room_sends_the_run_to_the_state_directory()
    {
        _root.Write(".unfazed", "a file stands where the folder would be");

        var run = Create();

        Assert.Null(run.Warning);
        Assert.Equal(InState($"{Id}/mypy.log"), run.LogPath("mypy"));
        Assert.Equal(InState($"{Id}/mypy.log"), run.RelativeLog(InState($"{Id}/mypy.log")));
    }

    [Fact]
    public void With_nowhere_to_write_a_run_goes_on_without_logs_and_says_so()
    {
        _root.Write(".unfazed", "in the way");
        _state.Write("roots", "in the way");

        var run = Create();

        Assert.Null(run.LogPath("mypy"));
        Assert.Contains("no logs are kept", run.Warning, StringComparison.Ordinal);
        Directory.CreateDirectory(run.ScratchDirectory("mypy"));
        run.Finish();
        Assert.False(Directory.Exists(run.ScratchDirectory("mypy")));
    }

    [Theory]
    [InlineData(".unfazed/runs/20991231T000000Z-000000/journal.jsonl")]
    [InlineData(".unfazed")]
    public void A_run_keeps_out_of_a_folder_that_git_tracks(string tracked)
    {
        var run = Create(new WorkspaceSnapshot(_root.Path, isGit: true, []) { Listing = Listing(tracked) });

        Assert.Equal(InState(Id), run.Path);
        Assert.False(Directory.Exists(_root[".unfazed"]));
    }

    [Fact]
    public void A_pipe_in_place_of_gitignore_does_not_hang_the_run()
    {
        _root.MakeFolder(".unfazed");
        Shell.Run(_root[".unfazed"], "mkfifo .gitignore");

        Assert.Equal(_root[$".unfazed/runs/{Id}"], Create().Path);
    }

    [Fact]
    public void A_state_directory_that_cannot_be_written_is_said_and_logs_are_kept_all_the_same()
    {
        _state.Write("roots", "in the way");

        var run = Create();

        Assert.Equal(_root[$".unfazed/runs/{Id}"], run.Path);
        Assert.StartsWith("this run and earlier ones cannot be reported later: ", run.Warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tracked/x", null)]
    [InlineData("other/x", "tracked")]
    public void A_cache_directory_that_git_tracks_gets_no_cache_of_a_tool(string tracked, string? used)
    {
        var workspace = new WorkspaceSnapshot(_root.Path, isGit: true, []) { Listing = Listing(tracked) };
        var environment = new ProcessEnvironment(
            ImmutableDictionary<string, string>.Empty.Add("UNFAZED_STATE_DIR", _state.Path).Add("UNFAZED_CACHE_DIR", "tracked"), _root.Path);

        Assert.Equal(used is null ? null : _root[$"{used}/tools/{RootState.KeyOf(_root.Path)}"], RunDirectory.Create(workspace, Id, environment).ToolCaches);
    }

    [Fact]
    public void What_only_the_run_needed_goes_with_it_and_a_tools_cache_stays()
    {
        var run = Create();
        Directory.CreateDirectory(run.ScratchDirectory("mypy"));
        Directory.CreateDirectory(run.ToolCache("mypy"));

        run.Finish();

        Assert.False(Directory.Exists(run.ScratchDirectory("mypy")));
        Assert.True(Directory.Exists(Create("20261122T150501Z-1a2b3c").ToolCache("mypy")));
    }

    public void Dispose()
    {
        _root.Dispose();
        _state.Dispose();
        _cache.Dispose();
    }

    private RunDirectory Create(string id = Id) => Create(new WorkspaceSnapshot(_root.Path, isGit: false, []), id);

    private RunDirectory Create(WorkspaceSnapshot workspace, string id = Id) => RunDirectory.Create(
        workspace,
        id,
        new ProcessEnvironment(
            ImmutableDictionary<string, string>.Empty.Add("UNFAZED_STATE_DIR", _state.Path).Add("UNFAZED_CACHE_DIR", _cache.Path),
            _root.Path));

    private string InState(string name) => _state[$"roots/{RootState.KeyOf(_root.Path)}/runs/{name}"];

    private static GitListing Listing(string path) =>
        new(Encoding.UTF8.GetBytes($"H 100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 0\ta.txt\0H 100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 0\t{path}\0"), IndexFile: null);
}
