using System.Diagnostics;
using Unfazed.Core.Redaction;

namespace Unfazed.Core.Processes;

/// <summary>What the base library offers, for platforms without an implementation of their own: the tree is killed at once, and an orphan survives.</summary>
internal sealed class ReducedContainment : IProcessContainment
{
    private const int ReadSize = 16 * 1024;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    public string Description => "reduced containment: orphans of a check may survive it";

    public bool IsReduced => true;

#pragma warning disable RS0030 // There is no other way to start a process here; on Linux this class is never used.
    public async Task<ProcessOutcome> RunAsync(CommandDescription command, StopSignal stop, ProcessRunner runner)
    {
        var started = runner.Time.GetTimestamp();
        using var process = new Process { StartInfo = StartInfo(command, runner.Environment) };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            var end = e is System.ComponentModel.Win32Exception { NativeErrorCode: 2 } ? ProcessEnd.NotFound : ProcessEnd.StartFailed;
            return new ProcessOutcome { End = end, StartError = $"{command.Program}: {e.Message}" };
        }

        process.StandardInput.Close();
        using var log = OutputLog.Open(command.LogPath);
        var output = new KeptOutput(command, static () => { });
        var error = new KeptOutput(command, static () => { });
        var reads = Task.WhenAll(
            CopyAsync(process.StandardOutput.BaseStream, output, Redacted(output, log, command.Redactor)), CopyAsync(process.StandardError.BaseStream, error, Redacted(error, log, command.Redactor)));
        try
        {
            await process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        var drained = Task.WhenAny(reads, Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, CancellationToken.None));
        await drained.ConfigureAwait(false);
        await CloseAsync(log).ConfigureAwait(false);
        await Task.WhenAll(WrittenAsync(output, stop), WrittenAsync(error, stop)).ConfigureAwait(false);
        return Outcome(process, stop, reads.IsCompleted) with
        {
            StandardOutput = Captured(output, reads.IsCompleted),
            StandardError = Captured(error, reads.IsCompleted),
            Duration = runner.Time.GetElapsedTime(started),
        };
    }

    public InteractiveChild Start(CommandDescription command, StopSignal stop, ProcessRunner runner)
    {
        var started = runner.Time.GetTimestamp();
        var process = new Process { StartInfo = StartInfo(command, runner.Environment) };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            process.Dispose();
            var end = e is System.ComponentModel.Win32Exception { NativeErrorCode: 2 } ? ProcessEnd.NotFound : ProcessEnd.StartFailed;
            return InteractiveChild.NotStarted(new ProcessOutcome { End = end, StartError = $"{command.Program}: {e.Message}" });
        }

        var input = process.StandardInput.BaseStream;
        return new InteractiveChild(input, process.StandardOutput.BaseStream, FollowAsync(process, command, stop, (runner.Time, started))) { CloseInput = input.Dispose };
    }

    private static async Task<ProcessOutcome> FollowAsync(Process process, CommandDescription command, StopSignal stop, (TimeProvider Time, long Started) clock)
    {
        using var owned = process;
        using var log = OutputLog.Open(command.LogPath);
        var error = new KeptOutput(command, static () => { });
        var reading = CopyAsync(process.StandardError.BaseStream, error, Redacted(error, log, command.Redactor));
        try
        {
            await process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);
        await CloseAsync(log).ConfigureAwait(false);
        return Outcome(process, stop, reading.IsCompleted) with { StandardError = Captured(error, reading.IsCompleted), Duration = clock.Time.GetElapsedTime(clock.Started) };
    }

    private static ProcessOutcome Outcome(Process process, StopSignal stop, bool drained)
    {
        var stopped = stop.Reason != StopReason.None;
        var exited = process.HasExited;
        return new ProcessOutcome
        {
            End = exited ? ProcessEnd.Exited : ProcessEnd.Abandoned,
            ExitCode = exited ? process.ExitCode : null,
            StoppedBy = stop.Reason,
            KilledProcesses = stopped ? 1 : 0,
        };
    }

    private static ProcessStartInfo StartInfo(CommandDescription command, ProcessEnvironment ours)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in ChildEnvironment.Create(ours.Variables, command.Environment))
        {
            start.Environment[name] = value;
        }

        return start;
    }
#pragma warning restore RS0030

    private static CapturedOutput Captured(KeptOutput buffer, bool reachedEnd)
    {
        lock (buffer)
        {
            return buffer.Capture(reachedEnd);
        }
    }

    private static Task WrittenAsync(KeptOutput kept, StopSignal stop)
    {
        lock (kept)
        {
            kept.Close();
        }

        return kept.WaitAsync(stop.Reason != StopReason.None);
    }

    private static Task CloseAsync(OutputLog? log)
    {
        if (log is null)
        {
            return Task.CompletedTask;
        }

        lock (log)
        {
            log.Dispose();
        }

        return log.WaitAsync();
    }

    private static RedactedStream Redacted(KeptOutput buffer, OutputLog? log, Redactor redactor) => redactor.Open(bytes =>
    {
        lock (buffer)
        {
            buffer.Append(bytes);
        }

        if (log is not null)
        {
            lock (log)
            {
                log.Append(bytes);
            }
        }
    });

    private static async Task CopyAsync(Stream source, KeptOutput kept, RedactedStream target)
    {
        var scratch = new byte[ReadSize];
        int count;
        while ((count = await source.ReadAsync(scratch).ConfigureAwait(false)) > 0)
        {
            target.Write(scratch.AsSpan(0, count));
            while (kept.IsFull)
            {
                await Task.Delay(BetweenLooks, TimeProvider.System).ConfigureAwait(false);
            }
        }

        target.End();
    }
}
