namespace Unfazed.Resilience.Puppet;

/// <summary>Every form of a lambda that a method of the library takes, as C# 12 compiles it.</summary>
public static class LambdaForms
{
    /// <summary>Runs each form once and returns the results in order.</summary>
    public static async Task<IReadOnlyList<int>> RunAsync()
    {
        var breaker = new CircuitBreaker("forms");
        var retry = new RetryWithBreaker(breaker, new RetryWithBreakerOptions { MaxAttempts = 1 });
        var limit = new ConcurrencyLimit("forms");
        var timeout = TimeSpan.FromSeconds(30);
        var calls = 0;

        async Task CountAsync()
        {
            await Task.Yield();
            calls++;
        }

        await breaker.ExecuteAsync(async token => await CountAsync());
        await breaker.ExecuteAsync(token => CountAsync());
        await retry.ExecuteAsync(async token => await CountAsync());
        await retry.ExecuteAsync(token => CountAsync());
        await limit.ExecuteAsync(async token => await CountAsync());
        await limit.ExecuteAsync(token => CountAsync());
        await TimeLimit.WithTimeout(async token => await CountAsync(), timeout, "forms");
        await TimeLimit.WithTimeout(token => CountAsync(), timeout, "forms");
        return
        [
            calls,
            await breaker.ExecuteAsync(async token => await AskAsync(token)),
            await breaker.ExecuteAsync(token => AskAsync(token)),
            await breaker.ExecuteAsync(AskAsync),
            await breaker.ExecuteAsync(token => new ValueTask<int>(2)),
            await breaker.Wrap(AskAsync)(default),
            await retry.ExecuteAsync(async token => await AskAsync(token)),
            await retry.ExecuteAsync(token => AskAsync(token)),
            await retry.ExecuteAsync(AskAsync),
            await retry.ExecuteAsync(token => new ValueTask<int>(2)),
            (await retry.TryExecuteAsync(async token => await AskAsync(token))).Result,
            (await retry.TryExecuteAsync(AskAsync)).Result,
            await limit.ExecuteAsync(async token => await AskAsync(token)),
            await limit.ExecuteAsync(AskAsync),
            await limit.ExecuteAsync(token => new ValueTask<int>(2)),
            await TimeLimit.WithTimeout(async token => await AskAsync(token), timeout, "forms"),
            await TimeLimit.WithTimeout(AskAsync, timeout, "forms"),
            await TimeLimit.WithTimeout(token => new ValueTask<int>(2), timeout, "forms"),
            await new Func<CancellationToken, Task<int>>(AskAsync).WithTimeout(timeout, "forms"),
        ];
    }

    private static async Task<int> AskAsync(CancellationToken token)
    {
        await Task.Yield();
        return token.IsCancellationRequested ? 0 : 1;
    }
}
