using Polly;
using Polly.Retry;

namespace Unfazed.Resilience.Tests;

/// <summary>The snippets of the package's README and of the docs page, compiled; <see cref="ReadmeSpecs"/> holds the texts together.</summary>
internal static class ReadmeSnippets
{
    private enum ToolExit
    {
        Ran,
        TimedOut,
        Missing,
    }

    public static async Task<CircuitSnapshot> DurableAsync(string stateFolder)
    {
        await using var registry = new CircuitBreakerRegistry(new CircuitBreakerRegistryOptions
        {
            Store = new SqliteBreakerStore(Path.Combine(stateFolder, "breakers.db")),
            OnStoreWarning = warning => Console.Error.WriteLine(warning.Detail),
        });
        var breaker = registry.GetBreaker("questdb https://metrics.example:9000", new CircuitBreakerOptions { FailMax = 3 });
        breaker.RecordFailure();
        return breaker.Snapshot();
    }

    public static async Task<int> GuardAsync(CancellationToken cancellationToken)
    {
        await using var registry = new CircuitBreakerRegistry();
        var breaker = registry.GetBreaker("questdb https://metrics.example:9000", new CircuitBreakerOptions { FailMax = 3 });
        var rows = await new RetryWithBreaker(breaker, new RetryWithBreakerOptions { AttemptTimeout = TimeSpan.FromSeconds(2) })
            .ExecuteAsync(token => SendAsync(token), cancellationToken);
        return rows;
    }

    public static async Task<string> AskFirstAsync(CircuitBreaker breaker, CancellationToken cancellationToken)
    {
        if (!breaker.TryBegin(TimeSpan.FromSeconds(30), out var call, out var rejection))
        {
            return $"circuit open until {rejection.OpenUntil?.ToLocalTime():HH:mm}: {rejection.LastCause}";
        }

        using (call)
        {
            var exit = await RunToolAsync(cancellationToken);
            if (exit == ToolExit.Ran)
            {
                call.Succeed();
            }
            else if (exit == ToolExit.TimedOut)
            {
                call.Fail("timed out after 30 s");
            }

            return exit.ToString();
        }
    }

    public static CircuitBreaker ByRates()
    {
        var breaker = new CircuitBreaker("search", new CircuitBreakerOptions
        {
            SlidingWindow = SlidingWindow.OfTime(TimeSpan.FromSeconds(30)),
            MinimumThroughput = 20,
            FailureRateThreshold = 0.5,
            SlowCallDuration = TimeSpan.FromSeconds(2),
            SlowCallRateThreshold = 0.8,
            HalfOpenMaxCalls = 3,
            SuccessThreshold = 5,
        });
        return breaker;
    }

    public static async Task<string> LimitAsync(CancellationToken cancellationToken)
    {
        var limit = new ConcurrencyLimit("search", new ConcurrencyLimitOptions { MaxConcurrent = 10, MaxQueued = 20, QueueTimeout = TimeSpan.FromSeconds(1) });
        var entry = await limit.EnterAsync(cancellationToken);
        if (!entry.IsAdmitted)
        {
            return $"too busy: {entry.Rejection.Reason}";
        }

        using (entry.Place)
        {
            return await AskAsync(cancellationToken);
        }
    }

    public static RetryWithBreaker WithBudget(CircuitBreaker breaker)
    {
        var budget = new RetryBudget("search", new RetryBudgetOptions { MaxRetryShare = 0.2, MinRetries = 10 });
        var retry = new RetryWithBreaker(breaker, new RetryWithBreakerOptions { RetryBudget = budget });
        return retry;
    }

    public static ResiliencePipeline<int> Pipeline(CircuitBreaker breaker)
    {
        var pipeline = new ResiliencePipelineBuilder<int>()
            .AddTimeout(TimeSpan.FromSeconds(30))
            .AddRetry(new RetryStrategyOptions<int>
            {
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } error && TransientErrors.Includes(error)),
            })
            .AddUnfazedCircuitBreaker(breaker, new() { OperationTimeout = TimeSpan.FromSeconds(5) })
            .AddTimeout(TimeSpan.FromSeconds(5))
            .Build();
        return pipeline;
    }

    public static async Task<string> BoundAsync(CancellationToken cancellationToken)
    {
        var answer = await TimeLimit.WithTimeout(token => AskAsync(token), TimeSpan.FromSeconds(5), "ask", cancellationToken: cancellationToken);
        return answer;
    }

    private static ValueTask<int> SendAsync(CancellationToken token) => new(token.IsCancellationRequested ? 0 : 1);

    private static Task<ToolExit> RunToolAsync(CancellationToken token) =>
        Task.FromResult(token.IsCancellationRequested ? ToolExit.Missing : ToolExit.Ran);

    private static Task<string> AskAsync(CancellationToken token) => Task.FromResult(token.IsCancellationRequested ? "" : "answer");
}
