using System.Runtime.InteropServices;
using Unfazed.Resilience;

// A breaker in memory: it opens at the third failure, and the calls after that fail at once. Compiles with the C# of .NET 8.
var breaker = new CircuitBreaker("service", failMax: 3);
var (calls, rejected) = (0, 0);
for (var call = 0; call < 5; call++)
{
    try
    {
        await breaker.ExecuteAsync(async token =>
        {
            calls++;
            await Task.Yield();
            return calls > 0 ? throw new TimeoutException() : calls;
        });
    }
    catch (TimeoutException)
    {
    }
    catch (CircuitOpenException)
    {
        rejected++;
    }
}

Console.WriteLine($"{breaker.State} after {calls} calls, {rejected} rejected; {RuntimeInformation.FrameworkDescription}");
