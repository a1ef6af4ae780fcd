namespace Unfazed.Resilience.Tests.Policies;

/// <summary>
/// What a breaker of any policy should do, written in another way: calls and probes are objects in lists, the window is counted anew for each
/// call, time is in seconds.
/// </summary>
internal sealed class PolicyModel(CircuitBreakerOptions options)
{
    private readonly List<Ended> _window = [];
    private readonly List<Probe> _probes = [];
    private readonly double _asked = (options.OperationTimeout + options.LeaseGrace).TotalSeconds;
    private object _epoch = new();
    private bool _isFirst = true;
    private double _until;
    private double _lease;
    private int _failures;

    public CircuitState Kept { get; private set; }

    /// <summary>What the window has; while half-open, or opened by probes, the probes that have ended.</summary>
    public (int Calls, int Failed, int Slow) Counts(double now) =>
        Kept == CircuitState.HalfOpen || (Kept == CircuitState.Open && Judged.Count > 0)
            ? Sum(Judged)
            : Sum(Current(now));

    public int Failures(double now) => Kept == CircuitState.Closed && options.SlidingWindow is not null ? Sum(Current(now)).Failed : _failures;

    public CircuitState StateAt(double now) => Kept == CircuitState.Open && now >= _until ? CircuitState.HalfOpen : Kept;

    public int Live(double now) => _probes.Count(probe => probe.Until > now);

    private List<Ended> Judged { get; } = [];

    private int Needed => options.SuccessThreshold
        ?? (options.SlidingWindow is null ? 1 : Math.Min(options.HalfOpenMaxCalls, Minimum));

    private int Minimum => options.SlidingWindow is { Calls: > 0 } window ? Math.Min(window.Calls, options.MinimumThroughput) : options.MinimumThroughput;

    private bool IsStrict => options.SuccessThreshold is not null || options.SlidingWindow is null;

    /// <summary>A call or a probe, or null for a rejection.</summary>
    public object? Admit(double now)
    {
        if (Kept == CircuitState.Closed)
        {
            return new Call(_epoch);
        }

        if (Kept == CircuitState.Isolated || (Kept == CircuitState.Open && now < _until))
        {
            return null;
        }

        if (Kept == CircuitState.Open)
        {
            Begin(CircuitState.HalfOpen);
            Judged.Clear();
            _lease = _asked;
        }
        else if (Live(now) >= options.HalfOpenMaxCalls || Live(now) + Judged.Count >= Math.Max(options.HalfOpenMaxCalls, Needed))
        {
            return null;
        }
        else if (_probes.RemoveAll(probe => probe.Until <= now) > 0)
        {
            _lease = Math.Min(2 * _lease, 4 * _asked);
        }

        var sent = new Probe(now + _lease);
        _probes.Add(sent);
        return sent;
    }

    public void Report(object admitted, bool failed, bool slow, double now)
    {
        var ended = new Ended(now, failed, slow && options.SlowCallDuration is not null);
        if (admitted is Probe probe)
        {
            Judge(probe, ended, now);
        }
        else if (Kept == CircuitState.Closed && ReferenceEquals(((Call)admitted).Epoch, _epoch))
        {
            Count(ended, now);
        }
    }

    public void Release(object admitted, double now)
    {
        if (admitted is Probe probe && _probes.Remove(probe) && _probes.Count + Judged.Count == 0)
        {
            Open(now);
        }
    }

    public void Isolate()
    {
        if (Kept != CircuitState.Isolated)
        {
            Begin(CircuitState.Isolated);
        }

        _window.Clear();
    }

    public void Reset()
    {
        _window.Clear();
        if (Kept == CircuitState.Closed && _failures == 0 && _isFirst)
        {
            return;
        }

        Close();
    }

    public void Restore(CircuitState state, int failures, double until)
    {
        _window.Clear();
        Close();
        (Kept, _until, _failures) = (state, until, state == CircuitState.Closed ? Math.Min(failures, options.FailMax - 1) : failures);
    }

    private void Judge(Probe probe, Ended ended, double now)
    {
        if (!_probes.Remove(probe))
        {
            return;
        }

        Judged.Add(ended);
        _failures = ended.Failed ? _failures + 1 : 0;
        var (calls, failed, slow) = Sum(Judged);
        var isBad = IsStrict
            ? failed > 0 || slow > 0
            : calls >= Needed && (Reaches(failed, calls, options.FailureRateThreshold) || Reaches(slow, calls, options.SlowCallRateThreshold));
        if (isBad)
        {
            Open(now + options.ResetTimeout.TotalSeconds);
        }
        else if (calls >= Needed)
        {
            Close();
        }
    }

    private void Count(Ended ended, double now)
    {
        if (options.SlidingWindow is null)
        {
            _failures = ended.Failed ? _failures + 1 : 0;
            if (_failures >= options.FailMax)
            {
                Open(now + options.ResetTimeout.TotalSeconds);
            }

            return;
        }

        _window.Add(ended);
        var (calls, failed, slow) = Sum(Current(now));
        if (calls >= Minimum && (Reaches(failed, calls, options.FailureRateThreshold) || Reaches(slow, calls, options.SlowCallRateThreshold)))
        {
            var tripped = _window.ToList();
            Judged.Clear();
            Open(now + options.ResetTimeout.TotalSeconds);
            _failures = failed;
            _window.AddRange(tripped);
        }
    }

    private List<Ended> Current(double now)
    {
        if (options.SlidingWindow is not { } window)
        {
            return [];
        }

        if (window.Calls > 0)
        {
            return [.. _window.TakeLast(window.Calls)];
        }

        var slice = window.Duration.TotalSeconds / window.Slices;
        return [.. _window.Where(ended => Math.Floor(ended.At / slice) > Math.Floor(now / slice) - window.Slices)];
    }

    private void Open(double until)
    {
        Begin(CircuitState.Open);
        _until = until;
    }

    private void Close()
    {
        _failures = 0;
        Judged.Clear();
        Begin(CircuitState.Closed);
    }

    private void Begin(CircuitState state)
    {
        (Kept, _epoch, _isFirst) = (state, new object(), false);
        _probes.Clear();
        _window.Clear();
    }

    // Exact: 100 times a share of so many calls is a whole number or far from one.
    private static bool Reaches(int part, int calls, double share) => part > 0 && (decimal)part / calls >= (decimal)share;

    private static (int Calls, int Failed, int Slow) Sum(List<Ended> calls) => (calls.Count, calls.Count(call => call.Failed), calls.Count(call => call.Slow));

    private sealed record Ended(double At, bool Failed, bool Slow);

    private sealed record Call(object Epoch);

    private sealed class Probe(double until)
    {
        public double Until => until;
    }
}
