using System.Net.Sockets;
using Polly.Timeout;

namespace Unfazed.Resilience.Tests;

public sealed class TransientErrorsSpecs
{
    public static TheoryData<Exception, bool> Errors => new()
    {
        { new SocketException(), true },
        { new HttpRequestException(), true },
        { new HttpIOException(HttpRequestError.ResponseEnded), true },
        { new IOException("reset", new SocketException()), true },
        { new TimeoutException(), true },
        { new OperationTimeoutException("work", TimeSpan.FromSeconds(1), abandoned: false), true },
        { new TimeoutRejectedException(), true },
        { new TaskCanceledException("HttpClient.Timeout", new TimeoutException()), true },
        { new IOException("disk"), false },
        { new FileNotFoundException(), false },
        { new TaskCanceledException(), false },
        { new OperationCanceledException("", new TimeoutException()), false },
        { new InvalidOperationException(), false },
        { new CircuitOpenException("service", CircuitState.Open, TimeSpan.Zero, null), false },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    [Trait("Case", "34")]
    public void Connection_and_timeout_errors_are_transient_and_others_are_not(Exception error, bool transient)
    {
        Assert.Equal(transient, TransientErrors.Includes(error));
        Assert.Equal(transient, new RetryWithBreakerOptions().Handles(error));
    }
}
