namespace Unfazed.Integrations.Delivery;

/// <summary>How long services may take in all, and one attempt of it.</summary>
/// <param name="time">The clock.</param>
/// <param name="total">How long from now; zero for not at all.</param>
/// <param name="longestAttempt">The longest attempt.</param>
internal sealed class DeliveryBudget(TimeProvider time, TimeSpan total, TimeSpan longestAttempt)
{
    /// <summary>The longest attempt at the end of a run.</summary>
    public static readonly TimeSpan UsualAttempt = TimeSpan.FromMilliseconds(500);

    // A service that had this long and did not answer is slow; one that had less may only have come last.
    private static readonly TimeSpan Fair = TimeSpan.FromMilliseconds(250);

    private readonly long _started = time.GetTimestamp();

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The longest that an attempt may take.</summary>
    public TimeSpan LongestAttempt => longestAttempt;

    /// <summary>What is left, never negative.</summary>
    public TimeSpan Left => total - time.GetElapsedTime(_started) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>Whether there is none left.</summary>
    public bool IsSpent => Left == TimeSpan.Zero;

    /// <summary>How long an attempt may take that starts now, and whether no answer in that time says something about the service.</summary>
    public (TimeSpan Length, bool IsFair) NextAttempt()
    {
        var length = Left < longestAttempt ? Left : longestAttempt;
        return (length, length >= Fair);
    }
}

/// <summary>
/// A part of a backlog got no reply in the time of one attempt. It may have been too much for that time: nothing is known about the service, whose
/// breaker must not open for it.
/// </summary>
/// <param name="message">One sentence for people.</param>
internal sealed class SlowBatchException(string message) : Exception(message);

/// <summary>The budget ended before a service could be judged: neither its failure nor its success.</summary>
internal sealed class BudgetSpentException : Exception
{
    public BudgetSpentException()
        : base("no time was left for it")
    {
    }
}
