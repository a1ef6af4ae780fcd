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

    /// <summary>What is asked to learn whether it is there.</summary>
    Uri ProbeAddress { get; }

    /// <summary>What it is told of a run.</summary>
    ServiceMessage MessageOf(ToldRun run);

    /// <summary>Tells it. The same message twice must do no harm: it is sent again where the answer was lost.</summary>
    /// <param name="http">How.</param>
    /// <param name="messages">Of one kind, at most <see cref="BatchSize"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<ServiceAnswer> SendAsync(ServiceHttp http, ImmutableArray<ServiceMessage> messages, CancellationToken cancellationToken);
}

/// <summary>A message to a service.</summary>
/// <param name="Group">Of several messages with one group only the newest is worth sending.</param>
/// <param name="Body">What is sent.</param>
internal sealed record ServiceMessage(string Group, string Body);
