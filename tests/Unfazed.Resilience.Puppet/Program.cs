using System.Globalization;
using Unfazed.Resilience;
using Unfazed.Resilience.Sqlite;

// A child process that does one thing to a breaker: <command> <store path> <breaker> <number>.
// It says "ready", waits for a line, acts, prints a number, and waits for the end of its input.
var (command, path, name) = (args[0], args[1], args[2]);
var number = int.Parse(args[3], CultureInfo.InvariantCulture);
var warnings = 0;
await using var registry = new CircuitBreakerRegistry(new CircuitBreakerRegistryOptions
{
    Store = new SqliteBreakerStore(path),
    StoreBudget = TimeSpan.FromMinutes(1),
    OnStoreWarning = _ => Interlocked.Increment(ref warnings),
});
var breaker = registry.GetBreaker(name, new CircuitBreakerOptions
{
    FailMax = 1_000,
    ResetTimeout = TimeSpan.FromMinutes(1),
    OperationTimeout = TimeSpan.FromMinutes(1),
    HalfOpenMaxCalls = command == "admit-three" ? 3 : 1,
});

Console.WriteLine("ready");
Console.ReadLine();
var result = command switch
{
    "fail" => Fail(),
    "admit" or "admit-three" => await AdmitAsync(),
    "state" => (int)breaker.State,
    _ => throw new ArgumentException($"No such command: {command}"),
};
Console.WriteLine(warnings == 0 ? result.ToString(CultureInfo.InvariantCulture) : "fell back to memory");
Console.ReadLine();
return 0;

int Fail()
{
    for (var i = 0; i < number; i++)
    {
        if (breaker.TryAdmit(out var permit, out _))
        {
            breaker.RecordFailure(permit, "puppet");
        }
    }

    return number;
}

// How many of so many threads were admitted; none reports an outcome, as if all hung in their call.
async Task<int> AdmitAsync()
{
    var admitted = await Task.WhenAll(Enumerable.Range(0, number).Select(_ => Task.Run(() => breaker.TryAdmit(out var _, out var _))));
    return admitted.Count(a => a);
}
