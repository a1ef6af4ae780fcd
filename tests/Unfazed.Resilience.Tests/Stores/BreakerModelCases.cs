using FsCheck;
using FsCheck.Fluent;

namespace Unfazed.Resilience.Tests;

/// <summary>Random histories on a real breaker and on the model of it, with the invariants of the specification at each step.</summary>
public abstract class BreakerModelCases(bool durable, int histories) : BreakerHarness(durable)
{
    private static readonly CircuitBreakerOptions Fast = new()
    {
        FailMax = 3,
        ResetTimeout = TimeSpan.FromSeconds(4),
        OperationTimeout = TimeSpan.FromSeconds(2),
        LeaseGrace = TimeSpan.FromSeconds(1),
    };

    private int _number;

    [Fact]
    public void Every_history_goes_as_the_model_says_and_keeps_the_invariants()
    {
        var steps = Gen.Choose(0, 1_000).ListOf().Select(steps => steps.ToArray()).ToArbitrary();
        // Several registries on one file stand for several processes; in memory there is one.
        CircuitBreakerRegistry[] registries = Durable ? [CreateRegistry(), CreateRegistry()] : [CreateRegistry()];
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(histories).WithEndSize(120),
            Prop.ForAll(steps, history => Run(history, [.. registries.Select(r => r.GetBreaker($"service-{_number}", Fast))])));
    }

    private void Run(int[] history, CircuitBreaker[] breakers)
    {
        _number++;
        var run = new ModelRun(Clock, Fast, breakers);
        foreach (var step in history)
        {
            run.Step(step);
        }

        run.BecomesElectable();
    }
}

public sealed class MemoryBreakerModelSpecs() : BreakerModelCases(durable: false, histories: 500);

public sealed class SqliteBreakerModelSpecs() : BreakerModelCases(durable: true, histories: 60);
