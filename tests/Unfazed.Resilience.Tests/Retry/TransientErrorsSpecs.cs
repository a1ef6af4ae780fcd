using System.Data.Common;
using System.Net;
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
        { Http(HttpStatusCode.RequestTimeout), true },
        { Http(HttpStatusCode.TooManyRequests), true },
        { Http(HttpStatusCode.ServiceUnavailable), true },
        { Http(HttpStatusCode.Unauthorized), false },
        { Http(HttpStatusCode.NotFound), false },
        { new Database(isTransient: true), true },
        { new Database(isTransient: false), false },
        { new AbandonedWorkLimitException("work", 64), false },
        { new CircuitOpenException("service", CircuitState.Open, TimeSpan.Zero, null), false },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    [Trait("Case", "34")]
    public void Connection_and_timeout_errors_are_transient_and_others_are_not(Exception error, bool transient)
    {
        Assert.Equal(transient, TransientErrors.Includes(error));
        Assert.Equal(transient, new RetryWithBreakerOptions().Fails(new AttemptOutcome(error, null)));
    }

    private static HttpRequestException Http(HttpStatusCode status) => new("refused", null, status);

    private sealed class Database(bool isTransient) : DbException
    {
        public override bool IsTransient => isTransient;
    }
}
