using System.Collections.Immutable;
using Unfazed.Core.Configuration;

namespace Unfazed.Core.Orchestration;

/// <summary>The results of a run: one place for each check of the plan, the first result for a place counts, and none after the sealing.</summary>
/// <param name="plan">The checks.</param>
/// <param name="agents">Says who could be set to work on what fails.</param>
internal sealed class RunLedger(RunPlan plan, AgentSettings agents)
{
    private readonly object _gate = new();
    private readonly CheckResult?[] _results = new CheckResult?[plan.Checks.Length];
    private int _open = plan.Checks.Length;
    private bool _sealed;

    /// <summary>Blocks until every place is filled. Needs no thread of the pool.</summary>
    public void WaitUntilFull()
    {
        lock (_gate)
        {
            while (_open > 0)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Files a result.</summary>
    /// <param name="index">The check's place in the plan.</param>
    /// <param name="result">Its result.</param>
    /// <param name="filed">Called under the lock, so that events keep the order of the filing; must be quick. Its argument is the dimension's result when this was its last check.</param>
    /// <returns>False when there is a result already, or the ledger is sealed.</returns>
    public bool TryFile(int index, CheckResult result, Action<ValidationResult?> filed)
    {
        lock (_gate)
        {
            if (_sealed || _results[index] is not null)
            {
                return false;
            }

            _results[index] = result;
            _open--;
            filed(FinishedDimension(result));
            if (_open == 0)
            {
                Monitor.PulseAll(_gate);
            }

            return true;
        }
    }

    /// <summary>The result of a place, null where there is none yet. Takes no lock: whoever can't wait may ask.</summary>
    public CheckResult? Peek(int index) => Volatile.Read(ref _results[index]);

    /// <summary>The places without a result.</summary>
    public ImmutableArray<int> Open()
    {
        lock (_gate)
        {
            return [.. Enumerable.Range(0, _results.Length).Where(index => _results[index] is null)];
        }
    }

    /// <summary>Closes the ledger and gives all results in the order of the plan. Every place must be filled.</summary>
    public IReadOnlyList<CheckResult> Seal()
    {
        lock (_gate)
        {
            _sealed = true;
            return [.. _results.Select(static result => result ?? throw new InvalidOperationException("A check has no status."))];
        }
    }

    private ValidationResult? FinishedDimension(CheckResult last)
    {
        var places = Enumerable.Range(0, _results.Length)
            .Where(index => plan.Checks[index].Dimension == last.Dimension && plan.Checks[index].Tier == last.Tier)
            .ToList();
        return places.TrueForAll(index => _results[index] is not null)
            ? ResultAssembly.Result([.. places.Select(index => _results[index]!)], agents)
            : null;
    }
}
