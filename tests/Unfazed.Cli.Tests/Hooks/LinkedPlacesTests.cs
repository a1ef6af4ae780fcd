using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hooks;

/// <summary>Installers in a repository whose files are links or pipes.</summary>
public sealed class LinkedPlacesTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();
    private readonly TemporaryDirectory _outside = new();

    public void Dispose()
    {
        _outside.Dispose();
        _repository.Dispose();
        _unfazed.Dispose();
    }

    [Fact(Timeout = Limit)]
    public async Task A_linked_claude_folder_gets_no_settings()
    {
        Directory.CreateSymbolicLink(_repository.Folder[".claude"], _outside.Path);

        var ended = await _unfazed.RunAsync(_repository.Path, "hook", "install", "claude");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("is a symbolic link", ended.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_outside.Path));
    }

    [Theory(Timeout = Limit)]
    [InlineData("unfazed.yaml", "init")]
    [InlineData("unfazed.baseline.json", "baseline", "create")]
    public async Task A_linked_file_is_not_written_through(string name, params string[] command)
    {
        _repository.Folder.Write("a.json", "{}");
        File.CreateSymbolicLink(_repository.Folder[name], _outside["victim"]);

        var ended = await _unfazed.RunAsync(_repository.Path, command);

        Assert.Equal(2, ended.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_outside.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task A_linked_hooks_folder_outside_the_repository_gets_no_hook()
    {
        Directory.Delete(_repository.Folder[".git/hooks"], recursive: true);
        Directory.CreateSymbolicLink(_repository.Folder[".git/hooks"], _outside.Path);

        Assert.Equal(2, (await _unfazed.RunAsync(_repository.Path, "hook", "install", "git")).ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_outside.Path));
    }

    [Theory(Timeout = Limit)]
    [InlineData(".claude", "settings.json", "claude")]
    [InlineData(".git/hooks", "pre-commit", "git")]
    [InlineData(".git/hooks", "pre-commit.before-unfazed", "git")]
    public async Task A_pipe_in_place_of_a_hooks_file_is_refused_at_once(string folder, string name, string hook)
    {
        Directory.CreateDirectory(_repository.Folder[folder]);
        await _unfazed.ShellAsync(_repository.Folder[folder], $"mkfifo {name}");

        foreach (var action in (string[])["install", "uninstall"])
        {
            var ended = await _unfazed.RunAsync(_repository.Path, "hook", action, hook);
            Assert.Equal(2, ended.ExitCode);
            Assert.Contains("not a regular file", ended.Error.Replace("no regular file", "not a regular file", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }
}
