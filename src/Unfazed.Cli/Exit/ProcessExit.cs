using System.Runtime.InteropServices;
using System.Text;
using Unfazed.Core;
using Unfazed.Core.Processes;

namespace Unfazed.Cli.Exit;

/// <summary>
/// The one way out of the process. The answer is written first, then the children are waited for, for a second at most, and what is left of
/// them is killed. An end that can't wait for its command (the watchdog's, a crash) writes the best answer that there is.
/// </summary>
internal sealed partial class ProcessExit
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    private static readonly TimeSpan MaxWaitForChildren = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxWriting = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxEnding = TimeSpan.FromMilliseconds(300);

    private readonly StandbyThread _writer = new("last answer");
    private readonly StandbyThread _killer = new("last kill");
    private readonly Func<string> _restoreTerminal;
    private IUnfinishedAnswer? _answer;
    private volatile int _code = ExitCodes.Inconclusive;
    private volatile bool _isFinishing;

    /// <param name="processStarted">A timestamp of the system's clock at the start of the process.</param>
    /// <param name="restoreTerminal">Gives what makes a terminal usable again; empty for nothing.</param>
    public ProcessExit(long processStarted, Func<string> restoreTerminal)
    {
        _restoreTerminal = restoreTerminal;
        Watchdog = new Watchdog(processStarted, Expire);
    }

    /// <summary>Ends the process when nothing else does.</summary>
    public Watchdog Watchdog { get; }

    /// <summary>Whether the caller of the process takes exit codes for something else, and gets 0 for an end without an answer.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Makes ready what ends the process by force, before a command begins that starts others or asks a disk.</summary>
    /// <param name="deadline">From the start of the process.</param>
    public void Arm(TimeSpan deadline)
    {
        _writer.Prepare();
        _killer.Prepare();
        Watchdog.Follow(deadline);
    }

    /// <summary>Takes note of the exit code of a command that has no unfinished answer.</summary>
    public void Expect(int code) => _code = code;

    /// <summary>Takes note of who has an answer when the process must end before its command.</summary>
    public void Promise(IUnfinishedAnswer answer) => Volatile.Write(ref _answer, answer);

    /// <summary>The end of a command whose answer is written.</summary>
    /// <returns>The exit code, for the process to return.</returns>
    public int Finish(int code)
    {
        _code = code;
        _isFinishing = true;
        EndByForce.WhenIdle(MaxWaitForChildren);
        return code;
    }

    /// <summary>The second signal: at once, without an answer.</summary>
    public void EndNow(int code)
    {
        _killer.Begin(static () => EndByForce.Everything());
        _writer.Begin(() => Open(StandardError).Write(Encoding.UTF8.GetBytes(_restoreTerminal())));
        _killer.Join(MaxWaitForChildren);
        _writer.Join(MaxEnding);
        Terminate(IsSilent ? ExitCodes.Passed : code);
    }

    /// <summary>Writes what the command had found until a defect of ours, or a lack of memory or processes, ended it.</summary>
    /// <param name="code">The exit code that follows.</param>
    public void WriteCrashed(int code)
    {
        _writer.Begin(() => Answer(RunState.Crashed, code));
        _writer.Join(MaxEnding);
    }

    /// <summary>Ends the process after a defect of ours on a thread that nobody awaits.</summary>
    public void EndCrashed(int code)
    {
        _killer.Begin(static () => EndByForce.Everything());
        _killer.Join(MaxWaitForChildren);
        Terminate(code);
    }

    private void Expire(int? signal)
    {
        _killer.Begin(static () => EndByForce.Everything());
        _writer.Begin(() =>
        {
            if (!_isFinishing)
            {
                Answer(signal is null ? RunState.Deadline : RunState.Interrupted, exitCode: null);
                Open(StandardError).Write(Encoding.UTF8.GetBytes(_restoreTerminal() + Explain(signal)));
            }
        });
        _writer.Join(MaxEnding);
        _killer.Join(MaxEnding);
        Terminate(IsSilent ? ExitCodes.Passed : signal ?? _code);
    }

    private static string Explain(int? signal) =>
        $"unfazed: {(signal is null ? "the deadline passed" : "interrupted")}, and a file system, a program or a reader does not respond: what is known by now is all there is\n";

    private void Answer(RunState state, int? exitCode)
    {
        if (Interlocked.Exchange(ref _answer, null) is not { } answer)
        {
            return;
        }

        var last = answer.At(state, exitCode);
        _code = last.ExitCode;
        if (!last.Write(Open(StandardOutput)))
        {
            _code = Math.Max(_code, ExitCodes.Inconclusive);
        }
    }

    private static Stream Open(int descriptor) => !OperatingSystem.IsWindows() ? new BoundedOutput(descriptor, MaxWriting)
        : descriptor == StandardOutput ? Console.OpenStandardOutput()
        : Console.OpenStandardError();

    // Not Environment.Exit: its handlers wait for locks and streams, and one of those is what hangs.
    private static void Terminate(int code)
    {
        if (!OperatingSystem.IsWindows())
        {
            Leave(code);
        }

#pragma warning disable RS0030 // There is nobody left to return the code to.
        Environment.Exit(code);
#pragma warning restore RS0030
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Leave(int code);
}
