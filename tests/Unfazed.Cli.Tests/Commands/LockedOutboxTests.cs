using SQLitePCL;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class LockedOutboxTests : IDisposable
{
    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    [Fact(Timeout = 120_000)]
    public async Task An_outbox_that_cannot_be_opened_is_not_one_in_which_nothing_waits()
    {
        _unfazed.Variables["UNFAZED_SERVICES_QUESTDB_URL"] = "http://127.0.0.1:9";
        await _unfazed.RunAsync(_repository.Path);
        Batteries_V2.Init();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(Path.Combine(_unfazed.StateDirectory, "outbox.db"), out var db));
        using var held = db;
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(db, "BEGIN EXCLUSIVE"));

        var ended = await _unfazed.RunAsync(_repository.Path, "state", "services", "flush");

        Assert.Equal(1, ended.ExitCode);
        Assert.DoesNotContain("nothing waits", ended.Output, StringComparison.Ordinal);
        Assert.Contains("the outbox cannot be used", ended.Output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }
}
