using BenchmarkDotNet.Attributes;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Unfazed.Resilience;

namespace Unfazed.Benchmarks;

/// <summary>Ours beside Polly's own, in one table: a healthy call, a rejection, and the pipeline of three.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "RatioSD", "Median")]
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class CircuitBreakerBenchmarks
{
    private readonly CircuitBreaker _closed = new("closed");
    private readonly CircuitBreaker _open = new("open");

    // Polly's own breaker is a window of 30 s: the same here.
    private readonly CircuitBreaker _timed = new("timed", new CircuitBreakerOptions { SlidingWindow = SlidingWindow.OfTime(TimeSpan.FromSeconds(30)) });
    private readonly CircuitBreaker _counted = new("counted", new CircuitBreakerOptions { SlidingWindow = SlidingWindow.OfCalls(100) });
    private readonly ResiliencePipeline<int> _oursTimed;
    private readonly ResiliencePipeline<int> _pollyClosed = new ResiliencePipelineBuilder<int>().AddCircuitBreaker(PollyBreaker()).Build();
    private readonly ResiliencePipeline<int> _oursClosed;
    private readonly ResiliencePipeline<int> _oursOpen;
    private readonly ResiliencePipeline<int> _pollyOpen;
    private readonly ResiliencePipeline<int> _pollyThree = Three(b => b.AddCircuitBreaker(PollyBreaker()));
    private readonly ResiliencePipeline<int> _oursThree = Three(b => b.AddUnfazedCircuitBreaker(new CircuitBreaker("three")));
    private readonly ResilienceContext _context = ResilienceContextPool.Shared.Get();

    public CircuitBreakerBenchmarks()
    {
        for (var i = 0; i < 5; i++)
        {
            _open.RecordFailure();
        }

        var control = new CircuitBreakerManualControl();
        var isolated = PollyBreaker();
        isolated.ManualControl = control;
        _pollyOpen = new ResiliencePipelineBuilder<int>().AddCircuitBreaker(isolated).Build();
        control.IsolateAsync().GetAwaiter().GetResult();
        _oursClosed = new ResiliencePipelineBuilder<int>().AddUnfazedCircuitBreaker(_closed).Build();
        _oursTimed = new ResiliencePipelineBuilder<int>().AddUnfazedCircuitBreaker(_timed).Build();
        _oursOpen = new ResiliencePipelineBuilder<int>().AddUnfazedCircuitBreaker(_open).Build();
    }

    [Benchmark(Baseline = true, Description = "Polly: closed")]
    [BenchmarkCategory("closed")]
    public ValueTask<Outcome<int>> PollyClosed() => _pollyClosed.ExecuteOutcomeAsync(static (_, _) => Outcome.FromResultAsValueTask(1), _context, 0);

    [Benchmark(Description = "Ours: closed, admit + record")]
    [BenchmarkCategory("closed")]
    public bool OursClosed()
    {
        var admitted = _closed.TryAdmit(out var permit, out _);
        _closed.RecordSuccess(permit);
        return admitted;
    }

    [Benchmark(Description = "Ours: closed, ShouldAttempt + RecordSuccess")]
    [BenchmarkCategory("closed")]
    public bool OursPlain()
    {
        var admitted = _closed.ShouldAttempt();
        _closed.RecordSuccess();
        return admitted;
    }

    [Benchmark(Description = "Ours: closed, in a Polly pipeline")]
    [BenchmarkCategory("closed")]
    public ValueTask<Outcome<int>> OursClosedInPipeline() => _oursClosed.ExecuteOutcomeAsync(static (_, _) => Outcome.FromResultAsValueTask(1), _context, 0);

    [Benchmark(Baseline = true, Description = "Polly: window of 30 s, closed")]
    [BenchmarkCategory("window")]
    public ValueTask<Outcome<int>> PollyWindow() => _pollyClosed.ExecuteOutcomeAsync(static (_, _) => Outcome.FromResultAsValueTask(1), _context, 0);

    [Benchmark(Description = "Ours: window of 30 s, closed, in a Polly pipeline")]
    [BenchmarkCategory("window")]
    public ValueTask<Outcome<int>> OursWindowInPipeline() => _oursTimed.ExecuteOutcomeAsync(static (_, _) => Outcome.FromResultAsValueTask(1), _context, 0);

    [Benchmark(Description = "Ours: window of 30 s, admit + record")]
    [BenchmarkCategory("window")]
    public bool OursTimed()
    {
        var admitted = _timed.TryAdmit(out var permit, out _);
        _timed.RecordSuccess(permit);
        return admitted;
    }

    [Benchmark(Description = "Ours: window of 100 calls, admit + record")]
    [BenchmarkCategory("window")]
    public bool OursCounted()
    {
        var admitted = _counted.TryAdmit(out var permit, out _);
        _counted.RecordSuccess(permit);
        return admitted;
    }

    [Benchmark(Baseline = true, Description = "Polly: rejection as an outcome")]
    [BenchmarkCategory("rejection")]
    public ValueTask<Outcome<int>> PollyRejection() => _pollyOpen.ExecuteOutcomeAsync(static (_, _) => Outcome.FromResultAsValueTask(1), _context, 0);

    [Benchmark(Description = "Ours: rejection as a value")]
    [BenchmarkCategory("rejection")]
    public TimeSpan OursRejection()
    {
        _open.TryAdmit(out _, out var rejection);
        return rejection.RetryAfter;
    }

    [Benchmark(Description = "Ours: rejection as an outcome, in a Polly pipeline")]
    [BenchmarkCategory("rejection")]
    public ValueTask<Outcome<int>> OursRejectionInPipeline() => _oursOpen.ExecuteOutcomeAsync(static (_, _) => Outcome.FromResultAsValueTask(1), _context, 0);

    [Benchmark(Baseline = true, Description = "Polly: retry + breaker + timeout")]
    [BenchmarkCategory("pipeline")]
    public ValueTask<Outcome<int>> PollyPipeline() => _pollyThree.ExecuteOutcomeAsync(static (_, _) => Outcome.FromResultAsValueTask(1), _context, 0);

    [Benchmark(Description = "Ours: retry + breaker + timeout")]
    [BenchmarkCategory("pipeline")]
    public ValueTask<Outcome<int>> OursPipeline() => _oursThree.ExecuteOutcomeAsync(static (_, _) => Outcome.FromResultAsValueTask(1), _context, 0);

    private static CircuitBreakerStrategyOptions<int> PollyBreaker() => new();

    private static ResiliencePipeline<int> Three(Action<ResiliencePipelineBuilder<int>> breaker)
    {
        var builder = new ResiliencePipelineBuilder<int>().AddRetry(new RetryStrategyOptions<int>());
        breaker(builder);
        return builder.AddTimeout(TimeSpan.FromSeconds(10)).Build();
    }
}
