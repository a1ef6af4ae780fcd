using System.Net.Sockets;
using Polly.Timeout;

namespace Unfazed.Resilience;

/// <summary>The errors that another attempt may mend: of connections and of time.</summary>
public static class TransientErrors
{
    /// <summary>
    /// Whether <paramref name="error"/> is a <see cref="SocketException"/>, an <see cref="HttpRequestException"/>, an
    /// <see cref="IOException"/> of a connection, a <see cref="TimeoutException"/>, Polly's <see cref="TimeoutRejectedException"/>, or a
    /// cancellation that wraps a <see cref="TimeoutException"/>, which is how <see cref="HttpClient"/> reports its own timeout.
    /// </summary>
    public static bool Includes(Exception error) => error switch
    {
        SocketException or HttpRequestException or HttpIOException or TimeoutException or TimeoutRejectedException => true,
        IOException { InnerException: SocketException } => true,
        TaskCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };
}
