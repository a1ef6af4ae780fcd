using BenchmarkDotNet.Attributes;
using Polly;
using Polly.CircuitBreaker;
using Unfazed.Resilience;

namespace Unfazed.Benchmarks;

/// <summary>Eight threads on one breaker; the figure is for one call.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "RatioSD", "Median")]
public class CircuitBreakerContentionBenchmarks
{
    private const int Threads = 8;
    private const int CallsPerThread = 20_000;

    private readonly CircuitBreaker _closed = new("closed");
    private readonly CircuitBreaker _open = new("open", failMax: 1);
    private readonly ResiliencePipeline<int> _polly =
        new ResiliencePipelineBuilder<int>().AddCircuitBreaker(new CircuitBreakerStrategyOptions<int>()).Build();

    public CircuitBreakerContentionBenchmarks() => _open.RecordFailure();

    [Benchmark(Baseline = true, OperationsPerInvoke = Threads * CallsPerThread, Description = "Polly: closed, 8 threads")]
    public void PollyClosed() => OnAll(() =>
    {
        var context = ResilienceContextPool.Shared.Get();
        for (var i = 0; i < CallsPerThread; i++)
        {
            _ = _polly.ExecuteOutcomeAsync(static (_, _) => Outcome.FromResultAsValueTask(1), context, 0);
        }

        ResilienceContextPool.Shared.Return(context);
    });

    [Benchmark(OperationsPerInvoke = Threads * CallsPerThread, Description = "Ours: closed, 8 threads")]
    public void OursClosed() => OnAll(() =>
    {
        for (var i = 0; i < CallsPerThread; i++)
        {
            _closed.TryAdmit(out var permit, out _);
            _closed.RecordSuccess(permit);
        }
    });

    [Benchmark(OperationsPerInvoke = Threads * CallsPerThread, Description = "Ours: rejection as a value, 8 threads")]
    public void OursRejection() => OnAll(() =>
    {
        for (var i = 0; i < CallsPerThread; i++)
        {
            _open.TryAdmit(out _, out _);
        }
    });

    private static void OnAll(Action action) =>
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, _ => action());
}
