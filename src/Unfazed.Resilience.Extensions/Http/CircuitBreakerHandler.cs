using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Unfazed.Resilience.Extensions;

/// <summary>A breaker in front of the requests of a client.</summary>
internal sealed class CircuitBreakerHandler(string name, ConfiguredBreakers breakers, HttpCircuitBreakerOptions options, ClientTimeout timeout, ILogger log)
    : DelegatingHandler
{
    // The clock of a client's timeout starts before its handlers do.
    private const double ShareOfTimeout = 0.9;

    private readonly TimeProvider _time = breakers.Registry.TimeProvider;

    /// <summary>The breaker that decides.</summary>
    public string BreakerName => name;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var breaker = breakers.Get(name);
        var limit = LimitOf(breaker);
        if (!breaker.TryBegin(limit, out var call, out var rejection))
        {
            return Reject(request, rejection);
        }

        using (call)
        {
            var started = _time.GetTimestamp();
            HttpResponseMessage response;
            try
            {
                response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                Report(call, error, _time.GetElapsedTime(started) >= limit * ShareOfTimeout, cancellationToken);
                throw;
            }

            return Judged(call, response);
        }
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var breaker = breakers.Get(name);
        var limit = LimitOf(breaker);
        if (!breaker.TryBegin(limit, out var call, out var rejection))
        {
            return Reject(request, rejection);
        }

        using (call)
        {
            var started = _time.GetTimestamp();
            HttpResponseMessage response;
            try
            {
                response = base.Send(request, cancellationToken);
            }
            catch (Exception error)
            {
                Report(call, error, _time.GetElapsedTime(started) >= limit * ShareOfTimeout, cancellationToken);
                throw;
            }

            return Judged(call, response);
        }
    }

    // The shortest that somebody has set. Clients have 100 s where nobody has, which says nothing.
    private TimeSpan LimitOf(CircuitBreaker breaker)
    {
        var configured = breaker.Options.OperationTimeout;
        var own = options.OperationTimeout ?? (configured == CircuitBreakerOptions.Default.OperationTimeout ? null : configured);
        return own is { } limit ? timeout.Value is { } other && other < limit ? other : limit : timeout.Value ?? configured;
    }

    private void Report(CircuitCall call, HttpResponseMessage response)
    {
        var outcome = new AttemptOutcome(null, response);
        if (!IsFailure(outcome))
        {
            call.Succeed();
            return;
        }

        var wait = outcome.RetryAfter(_time.GetUtcNow()) is { } after ? string.Create(CultureInfo.InvariantCulture, $", retry after {Math.Ceiling(after.TotalSeconds)} s") : "";
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

    private HttpResponseMessage Judged(CircuitCall call, HttpResponseMessage response)
    {
        try
        {
            Report(call, response);
            return response;
        }
        catch (Exception)
        {
            // The predicate threw: nobody receives the response.
            response.Dispose();
            throw;
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
        if (options.IncludeRetryAfter && rejection.State != CircuitState.Isolated)
        {
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(rejection.RetryAfter.TotalSeconds))));
        }

        return response;
    }
}
