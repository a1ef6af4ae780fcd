using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>A file that another process deletes, makes anew or moves aside while this one has it open.</summary>
public sealed class StoreReplacedSpecs : IDisposable
{
    private static readonly CircuitBreakerOptions Options = new() { FailMax = 1, ResetTimeout = TimeSpan.FromHours(1) };

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_file_that_was_deleted_and_made_anew_is_shared_with_those_who_made_it()
    {
        await using var first = Create();
        first.GetBreaker("before", Options).RecordFailure();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(StorePath)!))
        {
            File.Delete(file);
        }

        await using var second = Create();
        second.GetBreaker("theirs", Options).RecordFailure();
        first.GetBreaker("ours", Options).RecordFailure();

        Assert.Equal(CircuitState.Open, first.GetBreaker("theirs", Options).State);
        Assert.True(first.GetBreaker("theirs").Snapshot().Durable);
        await using var third = Create();
        Assert.Equal((CircuitState.Open, CircuitState.Open), (second.GetBreaker("ours", Options).State, third.GetBreaker("ours", Options).State));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_file_that_another_process_moved_aside_is_left_for_the_new_one()
    {
        await using var first = Create();
        first.GetBreaker("before", Options).RecordFailure();
        using (var file = new FileStream(StorePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Write(new byte[4096]);
        }

        await using var second = Create();
        second.GetBreaker("theirs", Options).RecordFailure();

        Assert.Equal(CircuitState.Open, first.GetBreaker("theirs", Options).State);
        Assert.True(first.GetBreaker("theirs").Snapshot().Durable);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_store_that_answers_null_is_left_for_memory()
    {
        var warnings = new List<StoreWarning>();
        await using var registry = new CircuitBreakerRegistry(new CircuitBreakerRegistryOptions
        {
            Store = new NullStore(),
            StoreBudget = TimeSpan.FromSeconds(30),
            OnStoreWarning = warnings.Add,
        });
        var breaker = registry.GetBreaker("service", Options);
        breaker.RecordFailure();

        Assert.Equal((CircuitState.Open, false), (breaker.State, breaker.Snapshot().Durable));
        Assert.Single(registry.Snapshots());
        Assert.Equal(StoreFault.Other, Assert.Single(warnings).Fault);
    }

    private string StorePath => _folder["breakers.db"];

    private CircuitBreakerRegistry Create() => new(new CircuitBreakerRegistryOptions
    {
        Store = new SqliteBreakerStore(StorePath),
        StoreBudget = TimeSpan.FromSeconds(30),
    });

    private sealed class NullStore : IBreakerStoreFactory, IBreakerStore
    {
        public string Location => "null";

        public bool Exists() => true;

        public void Prepare()
        {
        }

        public IBreakerStore Create(BreakerStoreContext context) => this;

        public BreakerRow Read(string key) => null!;

        public BreakerAnswer Apply(string key, in BreakerCommand command) => default;

        public bool Remove(string key) => false;

        public IReadOnlyList<KeyValuePair<string, BreakerRow>> List() => null!;

        public void Close()
        {
        }

        public void Dispose()
        {
        }
    }
}
