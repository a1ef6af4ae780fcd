using SQLitePCL;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>Case 61: versions of the schema side by side. A later one may add columns, and that is all.</summary>
public sealed class SchemaSpecs : IDisposable
{
    private static readonly CircuitBreakerOptions Options = new() { FailMax = 3 };

    private readonly TemporaryDirectory _folder = new();

    private string StorePath => _folder["breakers.db"];

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "61")]
    public async Task A_file_of_a_newer_version_is_shared_with_it()
    {
        await FailAsync(2);
        Execute("ALTER TABLE breaker ADD COLUMN region TEXT NOT NULL DEFAULT 'here'");
        Execute("PRAGMA user_version=99");
        await FailAsync(1);
        Assert.Equal("Open", await StateAsync("service"));
        await using var registry = Create();
        registry.GetBreaker("another", Options).RecordFailure();
        Assert.Equal(2, registry.Snapshots().Count);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "61")]
    public async Task A_file_of_an_older_version_is_extended_and_the_older_one_works_on()
    {
        const string OlderColumns = "name TEXT PRIMARY KEY NOT NULL, gen INTEGER NOT NULL DEFAULT 0, born INTEGER NOT NULL DEFAULT 0, "
            + "state INTEGER NOT NULL DEFAULT 0, fails INTEGER NOT NULL DEFAULT 0";
        Execute($"CREATE TABLE breaker({OlderColumns})");
        Execute("INSERT INTO breaker(name, gen, born, fails) VALUES('service', 7, 7, 1)");
        await FailAsync(1);
        Execute("INSERT INTO breaker(name, gen, born, fails) VALUES('older', 9, 9, 0) ON CONFLICT DO NOTHING");
        Execute("UPDATE breaker SET fails=fails+1 WHERE name='service'");
        await using var registry = Create();
        Assert.Equal(3, registry.GetBreaker("service", Options).Failures);
        Assert.Equal(["older", "service"], registry.Snapshots().Select(s => s.Name));
    }

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData("'no json'")]
    [InlineData("'[1,2]'")]
    [InlineData("'{\"1\":\"x\"}'")]
    [InlineData("x'00ff'")]
    [InlineData("NULL")]
    public async Task A_half_open_row_with_damaged_leases_is_probed_again_and_closes(string leases)
    {
        await FailAsync(3);
        Execute($"UPDATE breaker SET state=2, lease_until=1, ticket=1, leases={leases}");
        await using var registry = Create();
        var breaker = registry.GetBreaker("service", Options);
        Assert.True(breaker.TryAdmit(out var probe, out _));
        breaker.RecordSuccess(probe);
        Assert.Equal((CircuitState.Closed, true), (breaker.State, breaker.Snapshot().Durable));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task An_empty_file_is_filled()
    {
        await File.WriteAllTextAsync(StorePath, "");
        await FailAsync(3);
        Assert.Equal("Open", await StateAsync("service"));
    }

    private async Task FailAsync(int times)
    {
        await using var registry = Create();
        for (var i = 0; i < times; i++)
        {
            registry.GetBreaker("service", Options).RecordFailure();
        }
    }

    private async Task<string> StateAsync(string name)
    {
        await using var registry = Create();
        return registry.GetBreaker(name, Options).State.ToString();
    }

    private CircuitBreakerRegistry Create() => new(new CircuitBreakerRegistryOptions
    {
        Store = new SqliteBreakerStore(StorePath),
        StoreBudget = TimeSpan.FromSeconds(30),
        TimeProvider = new FakeTimeProvider(),
        OnStoreWarning = w => Assert.Fail(w.ToString()),
    });

    private void Execute(string sql)
    {
        Batteries_V2.Init();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(StorePath, out var db));
        raw.sqlite3_busy_timeout(db, 30_000);
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(db, sql));
        db.Dispose();
    }
}
