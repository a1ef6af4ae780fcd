using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>Names that are in conflict with one that was there before, however a run is narrowed to the new one.</summary>
public sealed class NarrowedConflictTests : IDisposable
{
    private const int Limit = 420_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();
    private readonly TemporaryDirectory _remote = new();

    public NarrowedConflictTests()
    {
        foreach (var (name, value) in TestRepository.Variables)
        {
            _unfazed.Variables[name] = value;
        }

        // On a busy machine the usual deadline is not what is under test.
        _unfazed.Variables["UNFAZED_DEADLINE"] = "4m";
        TestRepository.GitAt(_remote.Path, "init", "--quiet", "--bare", "--initial-branch=main");
        _repository.Git("remote", "add", "origin", _remote.Path);
    }

    [Theory(Timeout = Limit)]
    [InlineData("readme.md", "README.md")]
    [InlineData("README.md", "readme.md")]
    [InlineData("Docs/a", "docs/b")]
    [InlineData("docs/a", "Docs/b")]
    [InlineData("src/x", "SRC")]
    [InlineData("a/B/c", "a/b/d")]
    [InlineData("a/b.txt", "a/B.txt")]
    [InlineData("a/B.txt", "a/b.txt")]
    [InlineData("É.txt", "é.txt")]
    public async Task A_new_name_that_is_an_old_one_in_another_case_blocks_every_narrowed_run(string tracked, string added)
    {
        _repository.Folder.Write(tracked, "old\n");
        _repository.Folder.Write("other.txt", "other\n");
        _repository.Commit();
        _repository.Git("push", "--quiet", "origin", "main");
        await _unfazed.RunAsync(_repository.Path, "hook", "install", "git");
        _repository.Git("switch", "--quiet", "--create", "topic");
        _repository.Folder.Write(added, "new\n");
        _repository.Git("add", added);

        foreach (var line in new[]
        {
            "unfazed --staged", "unfazed --changed", "unfazed --changed --base main", $"unfazed './{added}'", $"printf '%s\\0' '{added}' | unfazed --files0-from -",
            "git commit -qm new", "git commit -qnm new && git push -q origin topic",
        })
        {
            var ended = await _unfazed.ShellAsync(_repository.Path, line);

            Assert.True(ended.ExitCode == 1 && (ended.Output + ended.Error).Contains("check-case-conflict", StringComparison.Ordinal), $"{line}: {ended.ExitCode}\n{ended.Output}{ended.Error}");
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_beside_an_old_conflict_is_not_blamed_for_it()
    {
        _repository.Folder.Write("README.md", "old\n");
        _repository.Folder.Write("readme.md", "old\n");
        _repository.Commit();
        _repository.Folder.Write("new.txt", "new\n");

        Assert.Equal(0, (await _unfazed.RunAsync(_repository.Path, "--changed")).ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task Renaming_the_target_of_a_tracked_link_blocks_the_commit_and_the_push()
    {
        _repository.Folder.Write("target", "text\n");
        File.CreateSymbolicLink(_repository.Folder["link"], "target");
        _repository.Commit();
        _repository.Git("push", "--quiet", "origin", "main");
        await _unfazed.RunAsync(_repository.Path, "hook", "install", "git");
        _repository.Git("mv", "target", "other");

        foreach (var line in new[] { "unfazed --staged", "unfazed --changed", "git commit -qm renamed", "git commit -qnm renamed && git push -q origin main" })
        {
            var ended = await _unfazed.ShellAsync(_repository.Path, line);

            Assert.True(ended.ExitCode == 1 && (ended.Output + ended.Error).Contains("link: check-symlinks", StringComparison.Ordinal), $"{line}: {ended.ExitCode}\n{ended.Output}{ended.Error}");
        }
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
        _remote.Dispose();
    }
}
