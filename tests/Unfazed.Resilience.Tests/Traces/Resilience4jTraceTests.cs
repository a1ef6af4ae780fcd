using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests.Traces;

/// <summary>
/// 3,500 recorded sequences of resilience4j 2.3.0. On purpose different: an open breaker whose break is over reads half-open without a call,
/// and admits at the end of the break and not after it, where the replay of a sequence ends.
/// </summary>
public sealed class Resilience4jTraceTests
{
    [Theory]
    [InlineData("resilience4j-count", 2_000)]
    [InlineData("resilience4j-time", 1_500)]
    public void Every_step_of_resilience4j_has_the_same_state_counts_and_rates(string name, int count)
    {
        var sequences = Trace.Read(name);
        Assert.Equal(count, sequences.Count);
        var steps = 0;
        for (var i = 0; i < sequences.Count; i++)
        {
            steps += new Resilience4jReplay(sequences[i], $"{name} {i}").Run();
        }

        // Sequences end early only where a step acquires at exactly the end of a break.
        Assert.True(steps > 0.9 * sequences.Sum(sequence => sequence.GetProperty("steps").GetArrayLength()), $"{steps} steps");
    }
}

/// <summary>One sequence on our breaker.</summary>
internal sealed class Resilience4jReplay
{
    private readonly JsonElement _sequence;
    private readonly string _name;
    private readonly FakeTimeProvider _clock = new();
    private readonly CircuitBreaker _breaker;
    private readonly Dictionary<int, CircuitPermit> _permits = [];

    public Resilience4jReplay(JsonElement sequence, string name)
    {
        _sequence = sequence;
        _name = name;
        _breaker = new CircuitBreaker("service", Options(), _clock);
    }

    /// <summary>Runs the sequence and returns the number of steps that were compared.</summary>
    public int Run()
    {
        var steps = _sequence.GetProperty("steps").EnumerateArray().ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var after = step[step.GetArrayLength() - 1];
            if (step[0].GetString() == "acquire" && IsAtTheEndOfTheBreak())
            {
                return i;
            }

            Assert.True(Do(step) && IsSame(after), $"{_name}, step {i} {step}: ours {_breaker.Snapshot()}");
        }

        return steps.Count;
    }

    private bool Do(JsonElement step)
    {
        switch (step[0].GetString())
        {
            case "advance":
                _clock.Advance(TimeSpan.FromMilliseconds(step[1].GetInt32()));
                return true;
            case "acquire":
                var isAdmitted = _breaker.TryAdmit(out var permit, out _);
                if (isAdmitted && step[1].ValueKind == JsonValueKind.Number)
                {
                    _permits.Add(step[1].GetInt32(), permit);
                }

                return isAdmitted == (step[1].ValueKind == JsonValueKind.Number);
            case "success":
                _breaker.RecordSuccess(Permit(step), Duration(step));
                return true;
            case "failure":
                _breaker.RecordFailure(Permit(step), Duration(step), "refused");
                return true;
            default:
                _breaker.RecordNeutral(Permit(step));
                return true;
        }
    }

    private bool IsSame(JsonElement after)
    {
        var ours = _breaker.Snapshot();
        var state = after.GetProperty("state").GetString() switch
        {
            "closed" => ours.State == CircuitState.Closed,
            "open" => _breaker.Row.State == CircuitState.Open,
            _ => ours.State == CircuitState.HalfOpen,
        };
        return state
            && after.GetProperty("calls").GetInt32() == ours.Calls
            && after.GetProperty("failed").GetInt32() == ours.FailedCalls
            && after.GetProperty("slow").GetInt32() == ours.SlowCalls
            && IsRate(after.GetProperty("failure_rate"), ours.FailureRate)
            && IsRate(after.GetProperty("slow_rate"), ours.SlowCallRate);
    }

    private bool IsAtTheEndOfTheBreak() => _breaker.Row is { State: CircuitState.Open } row && row.OpenUntil == _clock.GetTimestamp();

    private CircuitBreakerOptions Options()
    {
        var size = Number("size");
        return new CircuitBreakerOptions
        {
            SlidingWindow = _sequence.GetProperty("window").GetString() == "count"
                ? SlidingWindow.OfCalls(size)
                : SlidingWindow.OfTime(TimeSpan.FromSeconds(size), size),
            MinimumThroughput = Number("minimum"),
            FailureRateThreshold = Number("failure_rate") / 100.0,
            SlowCallRateThreshold = Number("slow_rate") / 100.0,
            SlowCallDuration = TimeSpan.FromMilliseconds(Number("slow_ms")),
            ResetTimeout = TimeSpan.FromMilliseconds(Number("open_ms")),
            HalfOpenMaxCalls = Number("probes"),

            // Theirs have no leases.
            OperationTimeout = TimeSpan.FromDays(1),
        };
    }

    private int Number(string name) => _sequence.GetProperty(name).GetInt32();

    private CircuitPermit Permit(JsonElement step) => _permits[step[1].GetInt32()];

    private static TimeSpan Duration(JsonElement step) => TimeSpan.FromMilliseconds(step[2].GetInt32());

    private static bool IsRate(JsonElement theirs, double? ours) =>
        theirs.ValueKind == JsonValueKind.Null ? ours is null : ours is { } rate && Math.Abs((100 * rate) - theirs.GetDouble()) < 0.01;
}
