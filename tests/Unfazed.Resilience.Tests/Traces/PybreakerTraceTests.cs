using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests.Traces;

/// <summary>
/// 1,500 recorded sequences of pybreaker 1.4.1. On purpose different: an open breaker whose break is over reads half-open without a call, and
/// the call that trips ends with its own error.
/// </summary>
public sealed class PybreakerTraceTests
{
    [Fact]
    public void Every_step_of_pybreaker_has_the_same_state_failures_and_result()
    {
        var sequences = Trace.Read("pybreaker");
        Assert.Equal(1_500, sequences.Count);
        for (var i = 0; i < sequences.Count; i++)
        {
            Replay(sequences[i], i);
        }
    }

    private static void Replay(JsonElement sequence, int number)
    {
        var clock = new FakeTimeProvider();
        var breaker = new CircuitBreaker(
            "service",
            new CircuitBreakerOptions
            {
                FailMax = sequence.GetProperty("fail_max").GetInt32(),
                ResetTimeout = TimeSpan.FromMilliseconds(sequence.GetProperty("reset_ms").GetInt32()),
                SuccessThreshold = sequence.GetProperty("success_threshold").GetInt32(),
            },
            clock);
        var steps = sequence.GetProperty("steps").EnumerateArray().ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            var after = steps[i][2];
            if (steps[i][0].GetString() == "advance")
            {
                clock.Advance(TimeSpan.FromMilliseconds(steps[i][1].GetInt32()));
            }
            else
            {
                Assert.True(Call(breaker, steps[i][1].GetString()!) == Result(after), $"sequence {number}, step {i}: {after}");
            }

            Assert.True(IsSame(breaker, after), $"sequence {number}, step {i}: {after}, ours {breaker}");
        }
    }

    private static string Call(CircuitBreaker breaker, string outcome)
    {
        if (!breaker.TryAdmit(out var permit, out _))
        {
            return "rejected";
        }

        if (outcome == "success")
        {
            breaker.RecordSuccess(permit);
            return "returned";
        }

        breaker.RecordFailure(permit, "refused");
        return "error";
    }

    private static string Result(JsonElement after) => after.GetProperty("result").GetString() is "opened" ? "error" : after.GetProperty("result").GetString()!;

    private static bool IsSame(CircuitBreaker breaker, JsonElement after)
    {
        var ours = breaker.State;
        var state = after.GetProperty("state").GetString() switch
        {
            "closed" => ours == CircuitState.Closed,
            "open" => ours == CircuitState.Open || (ours == CircuitState.HalfOpen && breaker.Row.State == CircuitState.Open),
            _ => ours == CircuitState.HalfOpen,
        };
        return state && after.GetProperty("failures").GetInt32() == breaker.Failures;
    }
}
