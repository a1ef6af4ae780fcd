using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>What <c>unfazed fix</c> leaves when it is killed by force, and what the next one does about it.</summary>
public sealed class KilledFixTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    public KilledFixTests()
    {
        foreach (var (name, value) in TestRepository.Variables)
        {
            _unfazed.Variables[name] = value;
        }
    }

    [Fact(Timeout = Limit)]
    public async Task The_temporary_file_of_a_fix_that_was_killed_goes_with_the_next_and_no_other_file()
    {
        var (left, held, tracked) = ($".unfazed-{Guid.NewGuid():N}.tmp", $"sub/.unfazed-{Guid.NewGuid():N}.tmp", $".unfazed-{Guid.NewGuid():N}.tmp");
        _repository.Folder.Write("a.txt", "x \n");
        _repository.Folder.Write(tracked, "x\n");
        _repository.Commit();
        string[] files = [$"sub/{left}", left, held, tracked, ".unfazed-1.tmp", "a.tmp"];
        Assert.All(files.Except([tracked]), file => _repository.Folder.Write(file, "x\n"));

        var dry = await _unfazed.RunAsync(_repository.Path, "fix", "--dry-run");
        var afterDry = files.Where(Exists).ToList();
        Ended ended;
        using (new FileStream(_repository.Folder[held], FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            ended = await _unfazed.RunAsync(_repository.Path, "fix");
        }

        Assert.Equal((0, ""), (dry.ExitCode, string.Concat(files.Except(afterDry))));
        Assert.Equal([held, tracked, ".unfazed-1.tmp", "a.tmp"], files.Where(Exists));
        Assert.Contains("deleted 2 temporary files", ended.Error, StringComparison.Ordinal);
        Assert.Equal("x\n", Read("a.txt"));
    }

    [Fact(Timeout = Limit)]
    public async Task After_a_fix_that_was_killed_every_file_is_whole_and_the_next_leaves_no_file_of_ours()
    {
        var files = Enumerable.Range(0, 400).Select(static number => $"f{number}.txt").ToList();
        files.ForEach(file => _repository.Folder.Write(file, "a \n"));
        _repository.Commit();
        using (var fix = _unfazed.Start(_repository.Path, "fix"))
        {
            while (!fix.HasExited && Read(files[0]) != "a\n")
            {
                await Task.Yield();
            }

            fix.Kill();
            await fix.WaitForExitAsync();
        }

        Assert.All(files, file => Assert.True(Read(file) is "a\n" or "a \n", file));
        await _unfazed.RunAsync(_repository.Path, "fix");

        Assert.All(files, file => Assert.Equal("a\n", Read(file)));
        Assert.Equal("", _repository.Git("ls-files", "--others", "--exclude-standard"));
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private bool Exists(string path) => File.Exists(_repository.Folder[path]);

    // Shared: a file that was just replaced stays locked for a moment, which is no matter of who only reads.
    private string Read(string path)
    {
        using var file = new FileStream(_repository.Folder[path], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
