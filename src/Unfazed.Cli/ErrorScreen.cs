using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Unfazed.Cli.Commands;
using Unfazed.Cli.Rendering;
using Unfazed.Core.Processes;

namespace Unfazed.Cli;

/// <summary>Standard error as a terminal that is drawn on. The cursor is given back at every end, of the process too.</summary>
internal sealed class ErrorScreen(GuardedStream stream) : ILiveScreen
{
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";
    private const int StandardError = 2;
    private static readonly WindowSize Customary = new(80, 24);
    private static readonly TimeSpan LongestRestore = TimeSpan.FromMilliseconds(200);

    private readonly Lock _cursor = new();
    private Func<string, bool>? _above;
    private PosixSignalRegistration[] _registrations = [];
    private bool _hidden;

    public WindowSize Size => TerminalSize.Of(StandardError) ?? Customary;

    public void Begin(Func<string, bool> above)
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        lock (_cursor)
        {
            _hidden = true;
            Draw(HideCursor);
        }

        _registrations = OperatingSystem.IsLinux() ? [AtStop(), AtContinue()] : [];
        Volatile.Write(ref _above, above);
    }

    /// <summary>What gives the cursor back, where it is hidden, to a process that ends without waiting for anything; else empty.</summary>
    public string Restore() => Volatile.Read(ref _hidden) ? ShowCursor + "\n" : "";

    public void Draw(string drawing) => stream.Write(Encoding.UTF8.GetBytes(drawing));

    public void End(string drawing)
    {
        Volatile.Write(ref _above, null);
        Draw(drawing);
        GiveCursorBack();
        Array.ForEach(_registrations, static registration => registration.Dispose());
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
    }

    /// <summary>Writes lines, above what is drawn.</summary>
    public void Write(string lines)
    {
        if (Volatile.Read(ref _above) is not { } above || !above(lines))
        {
            Draw(lines);
        }
    }

    // Whoever stops us (Ctrl-Z) gets a shell with a cursor.
    [SupportedOSPlatform("linux")]
    private PosixSignalRegistration AtStop() => PosixSignalRegistration.Create(PosixSignal.SIGTSTP, context =>
    {
        context.Cancel = true;
        DrawWhileHidden(ShowCursor);
        JobControl.StopItself();
    });

    [SupportedOSPlatform("linux")]
    private PosixSignalRegistration AtContinue() => PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => DrawWhileHidden(HideCursor));

    private void DrawWhileHidden(string drawing)
    {
        lock (_cursor)
        {
            if (_hidden)
            {
                Draw(drawing);
            }
        }
    }

    private void GiveCursorBack()
    {
        lock (_cursor)
        {
            if (_hidden)
            {
                _hidden = false;
                Draw(ShowCursor);
            }
        }
    }

    // A terminal that has been halted (Ctrl-S) must not hold the end.
    private void OnExit(object? sender, EventArgs arguments)
    {
        var restoring = new Thread(GiveCursorBack) { IsBackground = true };
        restoring.Start();
        restoring.Join(LongestRestore);
    }
}
