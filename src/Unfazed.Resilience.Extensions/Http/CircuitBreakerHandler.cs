using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Unfazed.Resilience.Extensions;

/// <summary>A breaker in front of the requests of a client.</summary>
internal sealed class CircuitBreakerHandler(CircuitBreaker breaker, HttpCircuitBreakerOptions options, ClientTimeout timeout, TimeProvider time, ILogger log)
    : DelegatingHandler
{
    // The clock of a client's timeout starts before its handlers do.
    private const double ShareOfTimeout = 0.9;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var limit = Limit;
        if (!breaker.TryBegin(limit, out var call, out var rejection))
        {
            return Reject(request, rejection);
        }

        using (call)
        {
            var started = time.GetTimestamp();
            try
            {
                var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                Report(call, response);
                return response;
            }
            catch (Exception error)
            {
                Report(call, error, time.GetElapsedTime(started) >= limit * ShareOfTimeout, cancellationToken);
                throw;
            }
        }
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var limit = Limit;
        if (!breaker.TryBegin(limit, out var call, out var rejection))
        {
            return Reject(request, rejection);
        }

        using (call)
        {
            var started = time.GetTimestamp();
            try
            {
                var response = base.Send(request, cancellationToken);
                Report(call, response);
                return response;
            }
            catch (Exception error)
            {
                Report(call, error, time.GetElapsedTime(started) >= limit * ShareOfTimeout, cancellationToken);
                throw;
            }
        }
    }

    private TimeSpan Limit => options.OperationTimeout ?? timeout.Value ?? breaker.Options.OperationTimeout;

    private void Report(CircuitCall call, HttpResponseMessage response)
    {
        var outcome = new AttemptOutcome(null, response);
        if (!IsFailure(outcome))
        {
            call.Succeed();
            return;
        }

        var wait = outcome.RetryAfter(time.GetUtcNow()) is { } after ? string.Create(CultureInfo.InvariantCulture, $", retry after {Math.Ceiling(after.TotalSeconds)} s") : "";
        call.Fail(string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}{wait}"));
    }

    // Which token fired decides, not what was thrown. A call that is disposed without a report counts for nothing.
    private void Report(CircuitCall call, Exception error, bool tookTooLong, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            if (tookTooLong)
            {
                call.Fail("no response before the timeout of the client");
            }
        }
        else if (IsFailure(new AttemptOutcome(error, null)))
        {
            call.Fail(error);
        }
    }

    private bool IsFailure(in AttemptOutcome outcome) => options.IsFailure?.Invoke(outcome) ?? outcome.IsTransient;

    private HttpResponseMessage Reject(HttpRequestMessage request, CircuitRejection rejection)
    {
        ResilienceLog.Rejected(log, rejection.Name, request.Method, request.RequestUri, rejection.RetryAfter);
        if (!options.RespondWithServiceUnavailable)
        {
            throw rejection.ToException();
        }

        var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
        {
            RequestMessage = request,
            ReasonPhrase = "Circuit Open",
            Content = new StringContent($"circuit breaker {rejection.Name} is open"),
        };
        if (rejection.State != CircuitState.Isolated)
        {
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(rejection.RetryAfter.TotalSeconds))));
        }

        return response;
    }
}

/// <summary>The timeout that the factory gave to a client, once it has made one; null where there is none.</summary>
internal sealed class ClientTimeout
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private long _ticks;

    public TimeSpan? Value => Volatile.Read(ref _ticks) is var ticks and > 0 ? TimeSpan.FromTicks(ticks) : null;

    public void Observe(HttpClient client) =>
        Volatile.Write(ref _ticks, client.Timeout > TimeSpan.Zero && client.Timeout <= Longest ? client.Timeout.Ticks : 0);
}
