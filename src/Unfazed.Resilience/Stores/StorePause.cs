namespace Unfazed.Resilience;

/// <summary>How long a store that did not work is left alone: 30 s, and twice as long each time that it fails again, up to 8 minutes.</summary>
internal sealed class StorePause(TimeProvider time)
{
    private const int MaxDoublings = 4;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private long _began;
    private int _failures;
    private bool _isOver = true;
    private bool _isFinal;

    /// <summary>Whether the store may be asked.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate)
            {
                return !_isFinal && (_isOver || time.GetElapsedTime(_began) >= Shortest * Math.Pow(2, Math.Min(_failures - 1, MaxDoublings)));
            }
        }
    }

    /// <summary>Begins a pause; false where one has begun already.</summary>
    public bool TryBegin()
    {
        lock (_gate)
        {
            if (!IsOver)
            {
                return false;
            }

            _isOver = false;
            _began = time.GetTimestamp();
            _failures++;
            return true;
        }
    }

    /// <summary>The store has answered.</summary>
    public void Succeed()
    {
        lock (_gate)
        {
            _isOver = true;
            _failures = 0;
        }
    }

    /// <summary>Never asks the store again; false when that was said before.</summary>
    public bool TryEnd()
    {
        lock (_gate)
        {
            var first = !_isFinal;
            _isFinal = true;
            return first;
        }
    }
}
