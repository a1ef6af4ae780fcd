using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Polly;
using Polly.Timeout;

namespace Unfazed.Resilience;

/// <summary>The errors that another attempt may fix: of connections and of time.</summary>
public static class TransientErrors
{
    /// <summary>
    /// Whether <paramref name="error"/> is a <see cref="SocketException"/>, an <see cref="HttpRequestException"/> without a status or with
    /// one that <see cref="Includes(HttpStatusCode)"/>, an <see cref="IOException"/> of a connection, a <see cref="DbException"/> that says
    /// that it is transient, one of these alone in an <see cref="AggregateException"/>, a <see cref="TimeoutException"/>, Polly's <see cref="TimeoutRejectedException"/>, or a cancellation that wraps a
    /// <see cref="TimeoutException"/>, which is how <see cref="HttpClient"/> reports its own timeout. A rejection (an open breaker, a full
    /// limiter) is never one: no service was asked.
    /// </summary>
    public static bool Includes(Exception error) => error switch
    {
        _ when IsRejection(error) => false,
        AggregateException => Alone(error) is { } alone && Includes(alone),
        RegexMatchTimeoutException => false,
        HttpRequestException { StatusCode: { } status } => Includes(status),
        DbException database => database.IsTransient,
        SocketException or HttpRequestException or HttpIOException or TimeoutException or TimeoutRejectedException => true,
        IOException { InnerException: SocketException } => true,
        TaskCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    /// <summary>Whether a status says that a later request may succeed: 408, 429, or 500 and above. A refused login or a missing page is none.</summary>
    public static bool Includes(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    /// <summary>The only error in an <see cref="AggregateException"/>, which is how a task that is waited for synchronously reports it; otherwise null.</summary>
    internal static Exception? Alone(Exception error) => error is AggregateException { InnerExceptions: [var alone] } ? alone : null;

    /// <summary>Whether a call was rejected before anything was called: trying again at once would be rejected, too.</summary>
    internal static bool IsRejection(Exception error) =>
        error is AbandonedWorkLimitException or (ExecutionRejectedException and not TimeoutRejectedException);
}
