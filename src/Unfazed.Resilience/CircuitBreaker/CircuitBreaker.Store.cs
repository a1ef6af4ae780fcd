namespace Unfazed.Resilience;

public sealed partial class CircuitBreaker
{
    private BreakerView ReadLocked()
    {
        if (InMemory || !TryReturnLocked())
        {
            return _view;
        }

        if (_durable!.TryRun(store => store.Read(Name), onlyReads: true, BreakerRow.Pristine, out var row))
        {
            return PublishLocked(new BreakerView(row, _view.Clock));
        }

        return FallBackLocked();
    }

    private BreakerAnswer ApplyLocked(Func<BreakerClock, BreakerCommand> command)
    {
        if (!InMemory && TryReturnLocked())
        {
            var durable = command(_view.Clock);
            var absent = new BreakerAnswer(false, BreakerRow.Pristine);
            if (_durable!.TryRun(store => store.Apply(Name, durable), !durable.MayCreate, absent, out var answer))
            {
                PublishLocked(new BreakerView(answer.Row, _view.Clock));
                return answer;
            }

            FallBackLocked();
        }

        var local = _memory.Apply(Name, command(_memoryClock));
        PublishLocked(new BreakerView(local.Row, _memoryClock));
        return local;
    }

    // What was last known of the stored row goes on in memory, so that a breaker that was open stays open for the rest of its break.
    private BreakerView FallBackLocked()
    {
        var row = _view.Clock.Rebase(_view.Row, _memoryClock);
        _generationAtFallBack = row.Generation;
        _memory.Seed(Name, row);
        return PublishLocked(new BreakerView(row, _memoryClock));
    }

    /// <summary>
    /// Goes back to the store after a fault; true where it was never left. What happened meanwhile is taken along: a breaker that opened, or
    /// was isolated, in memory stays so.
    /// </summary>
    private bool TryReturnLocked()
    {
        if (_view.Clock.IsWall)
        {
            return true;
        }

        BreakerRow row;
        if (_view.Row.Generation == _generationAtFallBack)
        {
            if (!_durable!.TryRun(store => store.Read(Name), onlyReads: true, BreakerRow.Pristine, out row))
            {
                return false;
            }
        }
        else if (_durable!.TryRun(store => store.Apply(Name, AdoptLocked()), onlyReads: false, default, out var answer))
        {
            row = answer.Row;
        }
        else
        {
            return false;
        }

        PublishLocked(new BreakerView(row, _storeClock));
        return true;
    }

    private BreakerCommand AdoptLocked() => new()
    {
        Kind = BreakerCommandKind.Adopt,
        Generation = _view.Row.Generation,
        State = _view.Row.State,
        Failures = _view.Row.Failures,
        Break = _storeClock.ToUnits(_memoryClock.ToSpan(_view.Row.OpenUntil - _memoryClock.Now)),
        Cause = _view.Row.LastCause,
        Now = _storeClock.Now,
        UtcNow = _storeClock.UtcNow,
    };
}
