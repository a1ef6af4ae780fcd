using System.Collections.Immutable;
using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Journal;

public sealed class RunDirectoryTests : IDisposable
{
    private const string Id = "20261122T140501Z-1a2b3c";

    private readonly TemporaryDirectory _root = new();
    private readonly TemporaryDirectory _state = new();

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
    [InlineData(".unfazed/tools")]
    [InlineData(".unfazed/locks")]
    public void A_link_in_the_repository_takes_no_file_out_of_it(string link)
    {
        using var elsewhere = new TemporaryDirectory();
        Directory.CreateDirectory(Path.GetDirectoryName(_root[link])!);
        Directory.CreateSymbolicLink(_root[link], elsewhere.Path);

        var run = Create();

        Assert.Equal(_state[$"runs/{Id}"], run.Path);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Path));
    }

    [Fact]
    public void A_root_without_room_sends_the_run_to_the_state_directory()
    {
        _root.Write(".unfazed", "a file stands where the folder would be");

        var run = Create();

        Assert.Null(run.Warning);
        Assert.Equal(_state[$"runs/{Id}/mypy.log"], run.LogPath("mypy"));
        Assert.Equal(_state[$"runs/{Id}/mypy.log"], run.RelativeLog(_state[$"runs/{Id}/mypy.log"]));
    }

    [Fact]
    public void With_nowhere_to_write_a_run_goes_on_without_logs_and_says_so()
    {
        _root.Write(".unfazed", "in the way");
        _state.Write("runs", "in the way");

        var run = Create();

        Assert.Null(run.LogPath("mypy"));
        Assert.Contains("no logs are kept", run.Warning, StringComparison.Ordinal);
        Directory.CreateDirectory(run.ScratchDirectory("mypy"));
        run.Finish();
        Assert.False(Directory.Exists(run.ScratchDirectory("mypy")));
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
    }

    private RunDirectory Create(string id = Id) => RunDirectory.Create(
        _root.Path,
        id,
        new ProcessEnvironment(ImmutableDictionary<string, string>.Empty.Add("UNFAZED_STATE_DIR", _state.Path), _root.Path));
}
