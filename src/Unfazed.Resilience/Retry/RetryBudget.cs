namespace Unfazed.Resilience;

/// <summary>
/// Bounds the retries of many callers to a share of their calls, so that retries do not multiply the load of a service that is already failing. Give
/// one budget to all callers of a service, or to a registry. In memory, for this process; safe for any number of threads.
/// </summary>
public sealed class RetryBudget
{
    private const int Slices = 10;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TimedCalls _counts;

    /// <summary>A budget from which nothing has been spent.</summary>
    /// <param name="name">What it is for; appears in metrics.</param>
    /// <param name="options">How much it allows; the defaults if null.</param>
    /// <param name="timeProvider">The clock; the system's if null.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or no valid Unicode, or an option is out of its range.</exception>
    public RetryBudget(string name, RetryBudgetOptions? options = null, TimeProvider? timeProvider = null)
    {
        CircuitName.Validate(name);
        Options = options ?? new RetryBudgetOptions();
        Options.Validate();
        Name = name;
        _time = timeProvider ?? TimeProvider.System;
        _counts = new TimedCalls(Math.Max(1, (long)(Options.Window.TotalSeconds * _time.TimestampFrequency / Slices)), Slices);
    }

    /// <summary>The name it was made with.</summary>
    public string Name { get; }

    /// <summary>How much it allows.</summary>
    public RetryBudgetOptions Options { get; }

    /// <summary>The calls in the window.</summary>
    public int Calls => Read().Calls;

    /// <summary>The retries in the window.</summary>
    public int Retries => Read().Failed;

    /// <summary>Records a call that is made, whatever becomes of it. Its retries are no further calls, and one that a breaker rejects is none.</summary>
    public void RecordCall()
    {
        lock (_gate)
        {
            _counts.Add(new CallCounts(1, 0, 0), _time.GetTimestamp());
        }
    }

    /// <summary>Takes one retry from the budget.</summary>
    /// <returns>Whether there was one: if not, the caller returns the error that it has.</returns>
    public bool TrySpend()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            var counts = _counts.At(now);
            if (counts.Failed < Options.MinRetries + (Options.MaxRetryShare * counts.Calls))
            {
                _counts.Add(new CallCounts(0, 1, 0), now);
                return true;
            }
        }

        ResilienceTelemetry.BudgetExhausted(Name);
        return false;
    }

    /// <summary>Name, retries and calls: <c>RetryBudget(search: 12 retries, 40 calls)</c>.</summary>
    public override string ToString()
    {
        var counts = Read();
        return $"RetryBudget({Name}: {counts.Failed} retries, {counts.Calls} calls)";
    }

    private CallCounts Read()
    {
        lock (_gate)
        {
            return _counts.At(_time.GetTimestamp());
        }
    }
}
