using Unfazed.Core.Caching;
using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Caching;

public sealed class ExtraInputsTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly TemporaryDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Fact(Timeout = Limit)]
    public async Task Folders_that_link_to_each_other_and_to_the_whole_system_are_walked_once()
    {
        _root.Write("made/a/file.txt");
        _root.Write("made/b/file.txt");
        Directory.CreateSymbolicLink(_root["made/a/other"], "../b");
        Directory.CreateSymbolicLink(_root["made/b/other"], "../a");
        Directory.CreateSymbolicLink(_root["made/self"], ".");

        var found = await FindAsync("made/**");

        Assert.Null(found.Unknown);
        Assert.Equal(["made/a/file.txt", "made/a/other/file.txt", "made/b/file.txt", "made/b/other/file.txt"], found.Files.Select(static file => file.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task A_link_to_a_folder_outside_of_the_root_is_said_since_nobody_knows_what_changes_there()
    {
        _root.Write("made/file.txt");
        Directory.CreateSymbolicLink(_root["made/system"], "/");

        Assert.Equal("made/system leads out of the root", (await FindAsync("made/**")).Unknown);
    }

    [Fact(Timeout = Limit)]
    public async Task A_link_to_a_file_outside_of_the_root_and_one_to_nothing_are_inputs()
    {
        using var outside = new TemporaryDirectory();
        outside.Write("file.txt");
        _root.MakeFolder("made");
        File.CreateSymbolicLink(_root["made/out"], outside["file.txt"]);
        File.CreateSymbolicLink(_root["made/to-nothing"], "nothing");

        var found = await FindAsync("made/**");

        Assert.Null(found.Unknown);
        Assert.Equal(
            [("made/out", WorkspaceFileKind.SymbolicLink), ("made/to-nothing", WorkspaceFileKind.SymbolicLink)],
            found.Files.Select(static file => (file.Path, file.Kind)));
    }

    [Fact(Timeout = Limit)]
    public async Task More_files_than_can_be_looked_at_are_no_key_and_not_the_key_of_some_of_them()
    {
        for (var depth = 0; depth < 40; depth++)
        {
            _root.MakeFolder($"made/{depth}");
            Directory.CreateSymbolicLink(_root[$"made/{depth}/left"], $"../{depth + 1}");
            Directory.CreateSymbolicLink(_root[$"made/{depth}/right"], $"../{depth + 1}");
        }

        _root.Write("made/40/file.txt");

        var walk = new InputWalk(_root.Path, maxEntries: 1_000);
        await Task.Run(() => walk.Below("made/0").Count());

        Assert.Equal("more than 1000 files and folders lie in what inputs names", walk.Problem);
    }

    [Fact(Timeout = Limit)]
    public async Task A_folder_that_cannot_be_read_is_said_and_not_taken_for_empty()
    {
        if (Environment.IsPrivilegedProcess)
        {
            return; // Root reads everything.
        }

        _root.Write("made/closed/file.txt");
        File.SetUnixFileMode(_root["made/closed"], UnixFileMode.None);
        try
        {
            Assert.Equal("the folder made/closed cannot be read", (await FindAsync("made/**")).Unknown);
        }
        finally
        {
            File.SetUnixFileMode(_root["made/closed"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private Task<FoundExtras> FindAsync(string glob)
    {
        var workspace = new WorkspaceSnapshot(_root.Path, isGit: false, []);
        return Task.Run(() => ExtraInputs.Find(workspace, [glob]));
    }
}
