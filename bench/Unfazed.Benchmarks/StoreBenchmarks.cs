using BenchmarkDotNet.Attributes;
using Unfazed.Resilience;
using Unfazed.Resilience.Sqlite;

namespace Unfazed.Benchmarks;

/// <summary>A breaker in a file: warm, and from the opening of the file on. Microseconds and milliseconds, not nanoseconds.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "RatioSD", "Median")]
public class StoreBenchmarks
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unfazed-bench-");
    private CircuitBreakerRegistry _registry = null!;
    private CircuitBreaker _breaker = null!;
    private CircuitBreaker _absent = null!;

    private string StorePath => Path.Combine(_folder.FullName, "breakers.db");

    [GlobalSetup]
    public void Open()
    {
        _registry = Create(StorePath);
        _breaker = _registry.GetBreaker("service");
        _breaker.RecordFailure();
        _breaker.RecordSuccess();
        _absent = Create(Path.Combine(_folder.FullName, "absent.db")).GetBreaker("service");
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _registry.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Benchmark(Description = "SQLite: no file, admit + success")]
    public void Absent()
    {
        _absent.TryAdmit(out var permit, out _);
        _absent.RecordSuccess(permit);
    }

    [Benchmark(Description = "SQLite warm: admit + success")]
    public void WarmSuccess()
    {
        _breaker.TryAdmit(out var permit, out _);
        _breaker.RecordSuccess(permit);
    }

    [Benchmark(Description = "SQLite warm: admit + failure, admit + success")]
    public void WarmFailure()
    {
        _breaker.TryAdmit(out var permit, out _);
        _breaker.RecordFailure(permit, "refused");
        WarmSuccess();
    }

    [Benchmark(Description = "SQLite cold: registry, open, admit")]
    public async Task<bool> ColdAsync()
    {
        await using var registry = Create(StorePath);
        return registry.GetBreaker("service").TryAdmit(out _, out _);
    }

    private static CircuitBreakerRegistry Create(string path) =>
        new(new CircuitBreakerRegistryOptions { Store = new SqliteBreakerStore(path), StoreBudget = TimeSpan.FromMinutes(1) });
}
