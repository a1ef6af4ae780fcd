namespace Unfazed.Resilience;

/// <summary>Rows in this process.</summary>
internal sealed class MemoryBreakerStore : IBreakerStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, BreakerRow> _rows = new(StringComparer.Ordinal);

    public BreakerRow Read(string key)
    {
        lock (_gate)
        {
            return _rows.GetValueOrDefault(key, BreakerRow.Pristine);
        }
    }

    public BreakerAnswer Apply(string key, in BreakerCommand command)
    {
        lock (_gate)
        {
            var row = _rows.GetValueOrDefault(key, BreakerRow.Pristine);
            if (BreakerMachine.Next(row, command) is not { } next)
            {
                return new BreakerAnswer(false, row);
            }

            _rows[key] = next;
            return new BreakerAnswer(true, next);
        }
    }

    /// <summary>Takes over a row from a store that has stopped answering.</summary>
    public void Seed(string key, BreakerRow row)
    {
        lock (_gate)
        {
            _rows[key] = row;
        }
    }

    public bool Remove(string key)
    {
        lock (_gate)
        {
            return _rows.Remove(key);
        }
    }

    public IReadOnlyList<KeyValuePair<string, BreakerRow>> List()
    {
        lock (_gate)
        {
            return [.. _rows.OrderBy(r => r.Key, StringComparer.Ordinal)];
        }
    }

    public void Close()
    {
    }

    public void Dispose()
    {
    }
}
