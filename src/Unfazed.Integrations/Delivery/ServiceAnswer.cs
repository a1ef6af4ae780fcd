namespace Unfazed.Integrations.Delivery;

/// <summary>What a service said to a message. That it could not be reached, or is broken, is an exception.</summary>
/// <param name="Kind">Whether it took it.</param>
/// <param name="Message">Its words, cleaned and short; empty when it took it.</param>
internal sealed record ServiceAnswer(ServiceAnswerKind Kind, string Message)
{
    /// <summary>It took it.</summary>
    public static ServiceAnswer Accepted { get; } = new(ServiceAnswerKind.Accepted, "");

    /// <summary>Of <see cref="ServiceAnswerKind.Busy"/>: how long it wants to be left alone.</summary>
    public TimeSpan RetryAfter { get; init; }
}

/// <summary>Whether a service took a message.</summary>
internal enum ServiceAnswerKind
{
    /// <summary>It did.</summary>
    Accepted,

    /// <summary>It is there and does not want this message: nothing is wrong with the service, and another message may do better.</summary>
    Refused,

    /// <summary>It says when to come back.</summary>
    Busy,
}
