using SQLitePCL;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>Whatever is wrong with the file, the call runs, within bounds, with one warning.</summary>
public sealed class StoreFaultSpecs : IDisposable
{
    private static readonly CircuitBreakerOptions Options = new() { FailMax = 3 };

    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(150);

    // Where the fault itself is looked for, and not the time it costs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<StoreWarning> _warnings = [];

    private string StorePath => _folder["breakers.db"];

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "60")]
    public async Task A_locked_file_is_given_up_for_memory_within_the_budget()
    {
        await OpenBreakerAsync();
        using var rival = Connect();
        Execute(rival, "PRAGMA locking_mode=EXCLUSIVE");
        Execute(rival, "BEGIN EXCLUSIVE");
        await using var registry = Create(Budget);
        var started = TimeProvider.System.GetTimestamp();
        FailsInMemory(registry);
        // The budget is 150 ms; the rest is what a busy machine may add, which may also let the budget end before SQLite's own patience.
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.True(Assert.Single(_warnings).Fault is StoreFault.Locked or StoreFault.Slow);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "60")]
    public async Task A_read_only_file_is_given_up_for_memory_and_what_was_open_stays_open()
    {
        await OpenBreakerAsync();
        MakeReadOnly();
        await using var registry = Create();
        FailsInMemory(registry, "other");
        Assert.Equal(StoreFault.ReadOnly, Assert.Single(_warnings).Fault);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "60")]
    public async Task What_was_known_to_be_open_stays_open_in_memory()
    {
        var broken = false;
        var store = new BrokenStore(() =>
        {
            if (broken)
            {
                throw new BreakerStoreException(StoreFault.ReadOnly, "broken");
            }
        });
        await using var registry = new CircuitBreakerRegistry(Warned() with { Store = store });
        FailsInMemory(registry);
        broken = true;
        _clock.Advance(Options.ResetTimeout - TimeSpan.FromSeconds(1));
        var breaker = registry.GetBreaker("service");
        Assert.False(breaker.TryAdmit(out _, out var rejection));
        Assert.Equal((TimeSpan.FromSeconds(1), "refused"), (rejection.RetryAfter, rejection.LastCause));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(breaker.TryAdmit(out var probe, out _));
        breaker.RecordSuccess(probe);
        Assert.Equal(CircuitState.Closed, breaker.State);
        Assert.Equal(StoreFault.ReadOnly, Assert.Single(_warnings).Fault);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "60")]
    public async Task A_full_file_is_given_up_for_memory()
    {
        using var store = new SqliteBreakerRows(new SqliteFile(StorePath, new BreakerStoreContext()) { MaxPages = 4 }, _ => { });
        SqliteBreakerRows.Prepare();
        var fault = Assert.Throws<BreakerStoreException>(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                var command = new BreakerCommand { Kind = BreakerCommandKind.Isolate, Now = 1, UtcNow = 1, Cause = new string('x', 300) };
                store.Apply($"service-{i}", command);
            }
        });
        Assert.Equal(StoreFault.Full, fault.Fault);
        await using var registry = new CircuitBreakerRegistry(Warned() with { Store = new BrokenStore(() => throw fault) });
        FailsInMemory(registry);
        Assert.Equal(StoreFault.Full, Assert.Single(_warnings).Fault);
    }

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData("this is no database, and long enough to have a header of its own: one hundred bytes are needed for that, so here they are")]
    [InlineData("short")]
    [Trait("Case", "60")]
    public async Task A_corrupt_file_is_moved_aside_and_made_anew(string garbage)
    {
        await File.WriteAllTextAsync(StorePath, garbage);
        await using (var registry = Create())
        {
            FailsInMemory(registry);
            var warning = Assert.Single(_warnings);
            Assert.Equal((StoreFault.Corrupt, false), (warning.Fault, warning.FellBackToMemory));
        }

        await using var next = Create();
        Assert.Equal(CircuitState.Open, next.GetBreaker("service", Options).State);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(StorePath)!, "*.corrupt-*"));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Of_files_that_were_moved_aside_the_newest_three_stay()
    {
        foreach (var old in Enumerable.Range(1, 5))
        {
            await File.WriteAllTextAsync($"{StorePath}.corrupt-{old}", "");
        }

        var mine = $"{StorePath}.corrupt-0-notes";
        await File.WriteAllTextAsync(mine, "");
        await File.WriteAllTextAsync(StorePath, "short");
        await using var registry = Create();
        FailsInMemory(registry);

        Assert.True(File.Exists(mine));
        File.Delete(mine);
        Assert.Equal(3, Directory.GetFiles(Path.GetDirectoryName(StorePath)!, "*.corrupt-*").Length);
        Assert.True(File.Exists($"{StorePath}.corrupt-5"));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "60")]
    public async Task A_directory_in_its_place_is_given_up_for_memory()
    {
        Directory.CreateDirectory(StorePath);
        await using var registry = Create();
        FailsInMemory(registry);
        Assert.Equal(StoreFault.CannotOpen, Assert.Single(_warnings).Fault);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "60")]
    public async Task A_folder_that_cannot_be_made_is_given_up_for_memory()
    {
        await File.WriteAllTextAsync(_folder["file"], "");
        await using var registry = Create(path: Path.Combine(_folder["file"], "breakers.db"));
        FailsInMemory(registry);
        Assert.Equal(StoreFault.CannotOpen, Assert.Single(_warnings).Fault);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "60")]
    public async Task A_file_that_goes_away_is_given_up_for_memory()
    {
        await using var registry = Create();
        var breaker = registry.GetBreaker("service", Options);
        breaker.RecordFailure();
        File.Delete(StorePath);
        breaker.RecordFailure();
        breaker.RecordFailure();
        Assert.Equal(CircuitState.Open, breaker.State);
        Assert.Equal(StoreFault.CannotOpen, Assert.Single(_warnings).Fault);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "60")]
    public async Task A_network_file_system_is_not_used()
    {
        await using var registry = new CircuitBreakerRegistry(Warned() with { Store = new SqliteBreakerStore(StorePath) { IsOnNetwork = _ => true } });
        FailsInMemory(registry);
        Assert.Equal(StoreFault.NetworkFileSystem, Assert.Single(_warnings).Fault);
        Assert.False(File.Exists(StorePath));
        Assert.False(NetworkFileSystem.Holds(_folder["no/such/folder/file"]));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "60")]
    public async Task A_store_that_hangs_is_given_up_once_and_not_waited_for_again()
    {
        using var release = new ManualResetEventSlim();
        var asked = 0;
        var store = new BrokenStore(() =>
        {
            Interlocked.Increment(ref asked);
            release.Wait();
        });
        await using var registry = new CircuitBreakerRegistry(Warned() with { Store = store, StoreBudget = Budget });
        FailsInMemory(registry);
        FailsInMemory(registry, "another");
        Assert.Equal((StoreFault.Slow, 1), (Assert.Single(_warnings).Fault, asked));
        release.Set();
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_disk_that_does_not_say_whether_the_store_is_there_delays_a_call_no_longer_than_the_budget()
    {
        using var release = new ManualResetEventSlim();
        var store = new BrokenStore(static () => { })
        {
            Existence = () =>
            {
                release.Wait();
                return false;
            },
        };
        await using (var registry = new CircuitBreakerRegistry(Warned() with { Store = store, StoreBudget = Budget }))
        {
            // The first call only asks, and would wait for ever.
            Assert.True(registry.GetBreaker("service", Options).TryAdmit(out _, out _));
            FailsInMemory(registry, "another");
            Assert.Equal(StoreFault.Slow, Assert.Single(_warnings).Fault);
            release.Set();
        }
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Nothing_is_made_just_to_read()
    {
        await using var registry = Create();
        var breaker = registry.GetBreaker("service", Options);
        Assert.True(breaker.TryAdmit(out var permit, out _));
        breaker.RecordSuccess(permit);
        breaker.Reset();
        registry.ResetAll();
        Assert.Equal(CircuitState.Closed, breaker.State);
        Assert.Single(registry.Snapshots());
        Assert.False(File.Exists(StorePath));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_warning_that_throws_stops_no_call()
    {
        Directory.CreateDirectory(StorePath);
        await using var registry = new CircuitBreakerRegistry(
            new CircuitBreakerRegistryOptions { Store = new SqliteBreakerStore(StorePath), OnStoreWarning = _ => throw new InvalidOperationException() });
        FailsInMemory(registry);
    }

    private static void FailsInMemory(CircuitBreakerRegistry registry, string name = "service")
    {
        var breaker = registry.GetBreaker(name, Options);
        for (var i = 0; i < Options.FailMax && breaker.TryAdmit(out var permit, out _); i++)
        {
            breaker.RecordFailure(permit, "refused");
        }

        Assert.Equal(CircuitState.Open, breaker.State);
    }

    private CircuitBreakerRegistryOptions Warned() =>
        new() { Store = new SqliteBreakerStore(StorePath), StoreBudget = Patience, TimeProvider = _clock, OnStoreWarning = _warnings.Add };

    private CircuitBreakerRegistry Create(TimeSpan? budget = null, string? path = null) =>
        new(Warned() with { StoreBudget = budget ?? Patience, Store = new SqliteBreakerStore(path ?? StorePath) });

    private async Task OpenBreakerAsync()
    {
        await using var registry = Create();
        FailsInMemory(registry);
        using var db = Connect();
        Execute(db, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    // Root may write whatever its mode says: a version of writing that SQLite does not know (https://sqlite.org/fileformat2.html, offset 18)
    // makes a file read-only for everybody.
    private void MakeReadOnly()
    {
        using var file = new FileStream(StorePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Seek(18, SeekOrigin.Begin);
        file.WriteByte(3);
    }

    private sqlite3 Connect()
    {
        Batteries_V2.Init();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(StorePath, out var db));
        // A registry that was disposed closes its file on its own thread, soon but not at once.
        raw.sqlite3_busy_timeout(db, (int)Patience.TotalMilliseconds);
        return db;
    }

    private static void Execute(sqlite3 db, string sql) => Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(db, sql));
}

/// <summary>A store that does something else instead of answering.</summary>
internal sealed class BrokenStore(Action fault) : IBreakerStore, IBreakerStoreFactory
{
    private readonly MemoryBreakerStore _rows = new();

    public string Location => "broken";

    public Func<bool> Existence { get; init; } = static () => true;

    public Action Disposal { get; init; } = static () => { };

    public bool Exists() => Existence();

    public void Prepare()
    {
    }

    public IBreakerStore Create(BreakerStoreContext context) => this;

    public BreakerRow Read(string key)
    {
        fault();
        return _rows.Read(key);
    }

    public BreakerAnswer Apply(string key, in BreakerCommand command)
    {
        fault();
        return _rows.Apply(key, command);
    }

    public bool Remove(string key)
    {
        fault();
        return _rows.Remove(key);
    }

    public IReadOnlyList<KeyValuePair<string, BreakerRow>> List()
    {
        fault();
        return _rows.List();
    }

    public void Close()
    {
    }

    public void Dispose() => Disposal();
}
