using System.Collections.Immutable;
using Unfazed.Core.Configuration;

namespace Unfazed.Integrations.Delivery;

/// <summary>A service that is told of runs over HTTP.</summary>
internal interface IServiceSink
{
    /// <summary>The service's name in reports and under <c>services</c>.</summary>
    string Name { get; }

    /// <summary>Where it is.</summary>
    ServiceAddress Address { get; }

    /// <summary>How many messages one call may carry, 1 or more.</summary>
    int BatchSize { get; }

    /// <summary>
    /// Whether it keeps the last state of a branch alone. Then it gets whole runs only: one that looked at a part must not replace the verdict on the
    /// whole.
    /// </summary>
    bool KeepsLastStateOnly { get; }

    /// <summary>What it is told of a run.</summary>
    ServiceMessage MessageOf(ToldRun run);

    /// <summary>Tells it. The same message twice must do no harm: it is sent again where the answer was lost.</summary>
    /// <param name="http">How.</param>
    /// <param name="messages">Of one kind, at most <see cref="BatchSize"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<ServiceAnswer> SendAsync(ServiceHttp http, ImmutableArray<ServiceMessage> messages, CancellationToken cancellationToken);

    /// <summary>Finds out, without writing anything, whether it would accept a write with these credentials; and what else is to be done there.</summary>
    /// <returns>One finding or more; the first says whether it accepts writes.</returns>
    /// <exception cref="HttpRequestException">It gave no reply, or none that it ever gives.</exception>
    /// <exception cref="SecretFileException">A file that should hold a token or a password cannot be read.</exception>
    Task<ImmutableArray<ServiceProbe>> ProbeAsync(ServiceHttp http, CancellationToken cancellationToken);
}

/// <summary>A message to a service.</summary>
/// <param name="Group">Of several messages with one group only the newest is worth sending.</param>
/// <param name="Body">What is sent.</param>
internal sealed record ServiceMessage(string Group, string Body)
{
    /// <summary>When its run began.</summary>
    public DateTimeOffset RunAt { get; init; }

    /// <summary>Whether it comes late: another machine may have sent a newer one of its group since.</summary>
    public bool IsLate { get; init; }
}

/// <summary>What a probe of a service found.</summary>
/// <param name="IsGood">Whether nothing is to be done.</param>
/// <param name="Message">One sentence for people, without the address.</param>
internal sealed record ServiceProbe(bool IsGood, string Message)
{
    /// <summary>What the reply to a write that writes nothing says.</summary>
    public static ServiceProbe Of(ServiceAnswer answer) =>
        answer.Kind == ServiceAnswerKind.Accepted ? new ServiceProbe(true, "accepts writes") : new ServiceProbe(false, $"accepts no writes: {answer.Message}");
}
