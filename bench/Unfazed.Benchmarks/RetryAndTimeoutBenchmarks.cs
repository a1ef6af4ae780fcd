using BenchmarkDotNet.Attributes;
using Polly;
using Polly.Retry;
using Unfazed.Resilience;

namespace Unfazed.Benchmarks;

/// <summary>What a healthy call pays for retry and timeout, ours and Polly's.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "RatioSD", "Median")]
public class RetryAndTimeoutBenchmarks
{
    private readonly ResiliencePipeline<int> _pollyRetry = new ResiliencePipelineBuilder<int>().AddRetry(new RetryStrategyOptions<int>()).Build();
    private readonly ResiliencePipeline<int> _pollyTimeout = new ResiliencePipelineBuilder<int>().AddTimeout(TimeSpan.FromSeconds(10)).Build();
    private readonly RetryWithBreaker _retryWithBreaker = new(new CircuitBreaker("service"));
    private readonly ResilienceContext _context = ResilienceContextPool.Shared.Get();

    [Benchmark(Description = "Polly: retry")]
    public ValueTask<Outcome<int>> PollyRetry() => _pollyRetry.ExecuteOutcomeAsync(static (_, _) => Outcome.FromResultAsValueTask(1), _context, 0);

    [Benchmark(Description = "Polly: timeout")]
    public ValueTask<Outcome<int>> PollyTimeout() => _pollyTimeout.ExecuteOutcomeAsync(static (_, _) => Outcome.FromResultAsValueTask(1), _context, 0);

    [Benchmark(Description = "Ours: RetryWithBreaker")]
    public ValueTask<Outcome<int>> RetryWithBreaker() => _retryWithBreaker.TryExecuteAsync(static _ => ValueTask.FromResult(1));

    [Benchmark(Description = "Ours: WithTimeout (on the pool, bounds work that does not listen)")]
    public Task<int> WithTimeout() => TimeLimit.WithTimeout(static _ => Task.FromResult(1), TimeSpan.FromSeconds(10), "work");
}
