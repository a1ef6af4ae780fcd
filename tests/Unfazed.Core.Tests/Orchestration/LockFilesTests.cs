using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class LockFilesTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly TemporaryDirectory _folder = new();

    private string Folder => Path.Combine(_scene.State, "locks");

    public void Dispose()
    {
        _scene.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_lock_is_held_by_one_until_it_is_given_back_and_its_file_stays()
    {
        var locks = new LockFiles(_folder["locks"], "/repository");
        using (Assert.IsAssignableFrom<IDisposable>(locks.TryHold(["db", "net"])))
        {
            Assert.Null(locks.TryHold(["net"]));
            Assert.Null(locks.TryHold(["other", "db"]));
            Assert.NotNull(new LockFiles(_folder["locks"], "/another").TryHold(["db"]));
            using var other = locks.TryHold(["other"]);
            Assert.NotNull(other);
        }

        Assert.NotEmpty(Directory.EnumerateFiles(_folder["locks"]));
        using var again = locks.TryHold(["net", "db"]);
        Assert.NotNull(again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("locks")]
    public void Where_no_file_can_be_made_nobody_waits(string? folder)
    {
        _folder.Write("locks", "a file stands where the folder would be");
        var locks = new LockFiles(folder is null ? null : _folder[folder], "/repository");

        Assert.NotNull(locks.TryHold(["../../db\0\n"]));
        Assert.NotNull(locks.TryHold(["../../db\0\n"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_check_waits_for_another_process_while_the_rest_goes_on_and_says_how_long()
    {
        var other = new LockFiles(Folder, _scene.Root).TryHold(["db"])!;
        _scene.Passing("locked", static check => check with { Locks = ["db"] }).Passing("free");
        var running = _scene.Orchestrator().RunAllAsync();
        await _scene.Finished("free");
        other.Dispose();
        _scene.Time.Advance(TimeSpan.FromMilliseconds(50));

        var locked = (await running).Checks.First();
        Assert.Equal(CheckStatus.Passed, locked.Status);
        Assert.Equal("50", locked.Observation.Details["waited_ms"].Value?.ToString());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_check_waits_for_another_process_until_the_deadline_at_most()
    {
        using var other = new LockFiles(Folder, _scene.Root).TryHold(["db"])!;
        _scene.Configuration = _scene.Configuration with { Deadline = Setting<TimeSpan>.Default(TimeSpan.FromSeconds(3)) };
        _scene.Passing("locked", static check => check with { Locks = ["db"] }).Passing("free");
        var running = _scene.Orchestrator().RunAllAsync();
        await _scene.Finished("free");
        _scene.Time.Advance(TimeSpan.FromSeconds(3));

        var locked = (await running).Checks.First();
        Assert.Equal(CheckStatus.TimedOut, locked.Status);
        Assert.Equal(ErrorCodes.Deadline, locked.Observation.Error);
        Assert.Equal(0, locked.Observation.Attempts);
        Assert.Contains("waited_ms", locked.Observation.Details.Keys);
    }
}
