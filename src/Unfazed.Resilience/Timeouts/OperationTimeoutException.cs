using System.Globalization;

namespace Unfazed.Resilience;

/// <summary>An operation exceeded its time.</summary>
public sealed class OperationTimeoutException : TimeoutException
{
    /// <summary>The operation <paramref name="operationName"/> took longer than <paramref name="timeout"/>.</summary>
    /// <param name="operationName">The operation whose own timeout it was.</param>
    /// <param name="timeout">The time it had.</param>
    /// <param name="abandoned">Whether it did not stop when asked and runs on.</param>
    /// <param name="innerException">What it ended with, or the last error before, if there is one.</param>
    public OperationTimeoutException(string operationName, TimeSpan timeout, bool abandoned, Exception? innerException = null)
        : base(Describe(operationName, timeout, abandoned), innerException)
    {
        OperationName = operationName;
        Timeout = timeout;
        Abandoned = abandoned;
    }

    /// <summary>The operation whose own timeout it was; of nested ones, the one that ran out.</summary>
    public string OperationName { get; }

    /// <summary>The time it had.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Which of the timeouts around an operation it was.</summary>
    public TimeoutScope Scope { get; init; }

    /// <summary>Whether it did not stop when asked: its task or thread runs on.</summary>
    public bool Abandoned { get; }

    private static string Describe(string name, TimeSpan timeout, bool abandoned) =>
        string.Create(CultureInfo.InvariantCulture, $"'{name}' exceeded its timeout of {timeout.TotalSeconds:0.###} s{(abandoned ? " and does not stop" : "")}.");
}

/// <summary>Which of the timeouts around an operation ran out.</summary>
public enum TimeoutScope
{
    /// <summary>The only one: that of <see cref="TimeLimit"/>.</summary>
    Operation,

    /// <summary>That of one attempt.</summary>
    Attempt,

    /// <summary>That of all attempts and the delays between them.</summary>
    Total,
}
