using Unfazed.Testing;

namespace Unfazed.Resilience.Tests.Concurrency;

/// <summary>Long random histories of a limit, and of a budget, beside plain models of them.</summary>
public sealed class ConcurrencyModelTests
{
    private const int Steps = 100_000;

    private static readonly ConcurrencyLimitOptions Options = new() { MaxConcurrent = 3, MaxQueued = 4, QueueTimeout = TimeSpan.FromSeconds(3) };

    [Theory(Timeout = 2 * BreakerHarness.Limit)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_limit_admits_queues_and_rejects_as_its_model_says(int seed)
    {
        var (clock, random) = (new FakeTimeProvider(), new Random(seed));
        var limit = new ConcurrencyLimit("service", Options, clock);
        var held = new List<ConcurrencyPlace>();
        var queue = new List<(Task<ConcurrencyEntry> Wait, DateTimeOffset Until)>();
        for (var step = 0; step < Steps; step++)
        {
            switch (random.Next(4))
            {
                case 0 or 1:
                    var wait = limit.EnterAsync().AsTask();
                    if (held.Count < Options.MaxConcurrent)
                    {
                        held.Add((await wait).Place!);
                    }
                    else if (queue.Count < Options.MaxQueued)
                    {
                        queue.Add((wait, clock.GetUtcNow() + Options.QueueTimeout));
                    }
                    else
                    {
                        Assert.Equal(ConcurrencyRejectionReason.Full, (await wait).Rejection.Reason);
                    }

                    break;
                case 2 when held.Count > 0:
                    var left = random.Next(held.Count);
                    held[left].Dispose();
                    held.RemoveAt(left);
                    if (queue.Count > 0)
                    {
                        held.Add((await queue[0].Wait).Place!);
                        queue.RemoveAt(0);
                    }

                    break;
                default:
                    clock.Advance(TimeSpan.FromMilliseconds(random.Next(1_000)));
                    foreach (var (late, _) in queue.Where(waiting => waiting.Until <= clock.GetUtcNow()))
                    {
                        Assert.Equal(ConcurrencyRejectionReason.QueueTimeout, (await late).Rejection.Reason);
                    }

                    queue.RemoveAll(waiting => waiting.Until <= clock.GetUtcNow());
                    break;
            }

            Assert.Equal((held.Count, queue.Count), (limit.Running, limit.Queued));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_budget_allows_the_retries_that_its_model_says(int seed)
    {
        var (clock, random) = (new FakeTimeProvider(), new Random(seed));
        var budget = new RetryBudget("service", new RetryBudgetOptions { MaxRetryShare = 0.5, MinRetries = 3, Window = TimeSpan.FromSeconds(10) }, clock);
        var (calls, retries, refused) = (new List<long>(), new List<long>(), 0);
        for (var step = 0; step < Steps; step++)
        {
            var second = clock.GetTimestamp() / TimeSpan.TicksPerSecond;
            calls.RemoveAll(at => at <= second - 10);
            retries.RemoveAll(at => at <= second - 10);
            switch (random.Next(4))
            {
                case 0:
                    budget.RecordCall();
                    calls.Add(second);
                    break;
                case 1 or 2:
                    var isAllowed = retries.Count < 3 + (0.5 * calls.Count);
                    Assert.Equal(isAllowed, budget.TrySpend());
                    refused += isAllowed ? 0 : 1;
                    if (isAllowed)
                    {
                        retries.Add(second);
                    }

                    break;
                default:
                    clock.Advance(TimeSpan.FromMilliseconds(random.Next(2_000)));
                    continue;
            }

            Assert.Equal((calls.Count, retries.Count), (budget.Calls, budget.Retries));
        }

        Assert.InRange(refused, 100, Steps);
    }
}
