using System.Text;
using Unfazed.Cli.Rendering;
using Unfazed.Core.Orchestration;

namespace Unfazed.Cli.Commands;

/// <summary>
/// Shows on a terminal what runs and what waits, redrawn in place ten times a second; what others write meanwhile scrolls above it.
/// The cursor is hidden from the start of the run to its end, or to <see cref="Dispose"/>.
/// </summary>
internal sealed class LiveView : IRunListener, IDisposable
{
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly ILiveScreen _screen;
    private readonly TimeProvider _time;
    private readonly bool _color;
    private readonly LiveModel _model;
    private readonly LiveBlock _block = new();
    private readonly StringBuilder _above = new();
    private ITimer? _timer;
    private bool _ended;

    public LiveView(ILiveScreen screen, TimeProvider time, bool color)
    {
        (_screen, _time, _color) = (screen, time, color);
        _model = new LiveModel(time);
    }

    public void On(RunEvent runEvent)
    {
        lock (_gate)
        {
            _model.On(runEvent);
        }

        if (runEvent is RunStarted)
        {
            Begin();
        }
        else if (runEvent is RunFinished)
        {
            Dispose();
        }
    }

    /// <summary>Takes down the lines and gives the cursor back; what was to stand above them stays.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_timer is null || _ended)
            {
                return;
            }

            _ended = true;
            _timer.Dispose();
            _screen.End(_block.Insert(_above.ToString(), []));
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            _screen.Begin(Keep);
            _timer = _time.CreateTimer(_ => Draw(), null, BetweenDrawings, BetweenDrawings);
        }
    }

    private bool Keep(string lines)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return false;
            }

            _above.Append(lines);
            return true;
        }
    }

    private void Draw()
    {
        // A terminal that has been halted (Ctrl-S) must not gather threads.
        if (!_gate.TryEnter())
        {
            return;
        }

        try
        {
            if (_ended)
            {
                return;
            }

            var lines = LiveText.Lines(_model.Now(), _screen.Size, _color);
            _screen.Draw(_above.Length > 0 ? _block.Insert(_above.ToString(), lines) : _block.Redraw(lines));
            _above.Clear();
        }
        finally
        {
            _gate.Exit();
        }
    }
}
