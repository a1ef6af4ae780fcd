using Unfazed.Resilience;
using Unfazed.Resilience.Sqlite;

// durable FILE: one failed call for each process, behind a breaker in a file that they share.
await using var registry = new CircuitBreakerRegistry(new CircuitBreakerRegistryOptions
{
    Store = new SqliteBreakerStore(args[0]),
    StoreBudget = TimeSpan.FromSeconds(30),
    OnStoreWarning = warning => Console.Error.WriteLine(warning.Detail),
});
var breaker = registry.GetBreaker("service", new CircuitBreakerOptions { FailMax = 2 });
try
{
    breaker.Execute(() => throw new TimeoutException("no reply"));
}
catch (TimeoutException)
{
    Console.WriteLine($"{breaker.State}, failures: {breaker.Failures}");
}
catch (CircuitOpenException open)
{
    Console.WriteLine($"rejected, last cause: {open.LastCause}");
}
