using System.Globalization;
using System.Net.Sockets;
using Unfazed.Core.Configuration;
using Unfazed.Resilience;

namespace Unfazed.Integrations.Delivery;

/// <summary>Calls of one service, each behind its breaker and tried again, within a budget.</summary>
internal sealed class ServiceCall
{
    // The hard end comes a little after the last attempt's own: which of them fired must not be a matter of luck.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(50);

    private static readonly Type[] Failures = [typeof(HttpRequestException), typeof(IOException), typeof(SocketException), typeof(TimeoutException)];

    private readonly DeliveryBudget _budget;
    private readonly RetryWithBreaker? _guarded;

    /// <summary>Calls under a budget.</summary>
    /// <param name="breaker">The service's breaker; null where there is no resilience layer: then there is one attempt.</param>
    /// <param name="retry">How calls are tried again.</param>
    /// <param name="budget">How long they may take.</param>
    public ServiceCall(CircuitBreaker? breaker, RetrySettings retry, DeliveryBudget budget)
    {
        _budget = budget;
        _guarded = breaker is null ? null : new RetryWithBreaker(breaker, new RetryWithBreakerOptions
        {
            MaxAttempts = retry.MaxAttempts.Value,
            BaseDelay = retry.BaseDelay.Value,
            MaxDelay = retry.MaxDelay.Value < retry.BaseDelay.Value ? retry.BaseDelay.Value : retry.MaxDelay.Value,
            Exceptions = Failures,
        });
    }

    /// <summary>Calls. What went wrong is in the result: <see cref="CircuitOpenException"/>, <see cref="BudgetSpentException"/>, or the last real error.</summary>
    /// <param name="send">One attempt.</param>
    /// <param name="isBacklog">Whether it sends older messages: then no reply in time is a <see cref="SlowBatchException"/>, which is not tried again and moves no breaker.</param>
    /// <param name="interrupt">Ends it.</param>
    public async Task<(ServiceAnswer? Answer, Exception? Error)> TryAsync(Func<CancellationToken, Task<ServiceAnswer>> send, bool isBacklog, CancellationToken interrupt)
    {
        if (_budget.IsSpent)
        {
            return (null, new BudgetSpentException());
        }

        Exception? last = null;
        using var end = new CancellationTokenSource(_budget.Left + Margin, _budget.Time);
        using var hard = CancellationTokenSource.CreateLinkedTokenSource(interrupt, end.Token);
        async ValueTask<ServiceAnswer> Attempt(CancellationToken token)
        {
            try
            {
                return await AttemptAsync(send, isBacklog, token).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                last = error;
                throw;
            }
        }

        try
        {
            return (_guarded is null
                ? await Attempt(hard.Token).ConfigureAwait(false)
                : await _guarded.ExecuteAsync(Attempt, hard.Token).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException)
        {
            // In a delay between attempts, or by an interrupt.
            return (null, last is null or OperationCanceledException ? new BudgetSpentException() : last);
        }
        catch (Exception error)
        {
            return (null, error);
        }
    }

    private async ValueTask<ServiceAnswer> AttemptAsync(Func<CancellationToken, Task<ServiceAnswer>> send, bool isBacklog, CancellationToken hard)
    {
        var (length, isFair) = _budget.NextAttempt();
        if (length == TimeSpan.Zero)
        {
            throw new BudgetSpentException();
        }

        using var limit = new CancellationTokenSource(length, _budget.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(hard, limit.Token);
        try
        {
            return await send(both.Token).WaitAsync(both.Token).ConfigureAwait(false);
        }
        catch (Exception) when (limit.IsCancellationRequested && !hard.IsCancellationRequested)
        {
            var words = string.Create(CultureInfo.InvariantCulture, $"no reply within {length.TotalMilliseconds:0} ms");
            throw !isFair ? new BudgetSpentException() : isBacklog ? new SlowBatchException(words) : new TimeoutException(words);
        }
    }
}
