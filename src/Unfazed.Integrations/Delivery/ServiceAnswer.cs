namespace Unfazed.Integrations.Delivery;

/// <summary>What a service said to a message. That it could not be reached, or is broken, is an exception.</summary>
/// <param name="Kind">Whether it took it.</param>
/// <param name="Message">Its words, cleaned and short; empty when it took it.</param>
internal sealed record ServiceAnswer(ServiceAnswerKind Kind, string Message)
{
    /// <summary>It took it.</summary>
    public static ServiceAnswer Accepted { get; } = new(ServiceAnswerKind.Accepted, "");

    /// <summary>It was not sent, because the service has a newer one.</summary>
    /// <param name="why">One sentence for people.</param>
    public static ServiceAnswer Outdated(string why) => new(ServiceAnswerKind.Outdated, why);

    /// <summary>Of <see cref="ServiceAnswerKind.Busy"/>: how long it wants to be left alone.</summary>
    public TimeSpan RetryAfter { get; init; }
}

/// <summary>Whether a service took a message.</summary>
internal enum ServiceAnswerKind
{
    /// <summary>It did.</summary>
    Accepted,

    /// <summary>It is there and names the content of this message: nothing is wrong with the service, and another message may do better.</summary>
    Refused,

    /// <summary>It is there and refuses whoever asks, or the address: every message would get the same reply, and none is at fault.</summary>
    Denied,

    /// <summary>It has a newer message of this group: this one must not replace that.</summary>
    Outdated,

    /// <summary>It says when to come back.</summary>
    Busy,
}
