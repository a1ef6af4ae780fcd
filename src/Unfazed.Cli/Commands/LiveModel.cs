using System.Collections.Immutable;
using Unfazed.Cli.Rendering;
using Unfazed.Core.Orchestration;

namespace Unfazed.Cli.Commands;

/// <summary>Follows a run by its events, and knows at any time what runs and what waits for what. Not safe for concurrent use.</summary>
internal sealed class LiveModel(TimeProvider time)
{
    private readonly HashSet<Check> _waiting = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Check> _awaitsOthers = new(ReferenceEqualityComparer.Instance);
    private readonly List<(Check Check, long Since)> _running = [];
    private int _all;
    private int _ended;

    public void On(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunStarted started:
                _all = started.Plan.Checks.Length;
                _waiting.UnionWith(started.Plan.Checks);
                break;
            case CheckAwaitsLock waits:
                _awaitsOthers.Add(waits.Check);
                break;
            case CheckStarted started:
                _waiting.Remove(started.Check);
                _running.Add((started.Check, time.GetTimestamp()));
                break;
            case CheckFinished finished:
                _ended++;
                if (finished.Check is { } check)
                {
                    _waiting.Remove(check);
                    _running.RemoveAll(running => ReferenceEquals(running.Check, check));
                }

                break;
        }
    }

    public LiveState Now()
    {
        var held = _running.SelectMany(static running => running.Check.Locks).ToHashSet(StringComparer.Ordinal);
        var byLock = _waiting.Select(check => check.Locks.FirstOrDefault(held.Contains) ?? HeldElsewhere(check)).ToList();
        return new LiveState
        {
            All = _all,
            Ended = _ended,
            Running = [.. _running.Select(running => new LiveCheck(NameOf(running.Check), time.GetElapsedTime(running.Since), running.Check.Timeout))],
            WaitingForCores = byLock.Count(static name => name is null),
            WaitingForLocks = byLock.OfType<string>().CountBy(static name => name, StringComparer.Ordinal).ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
    }

    // Which of several locks another process holds is not known; the first stands for them.
    private string? HeldElsewhere(Check check) => _awaitsOthers.Contains(check) ? check.Locks[0] : null;

    private static string NameOf(Check check) => check.Directory is "." or "" ? check.Name : $"{check.Name} ({check.Directory})";
}
