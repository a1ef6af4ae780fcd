using System.Buffers;

namespace Unfazed.Core.Processes;

/// <summary>
/// The log of one check for those who read its output: what is appended is written by the thread of the logs, so that a disk that
/// hangs delays nobody who has processes to end. While that thread has no room, the last 256 KiB are kept and the rest is counted.
/// </summary>
internal sealed class OutputLog : IDisposable
{
    private const int KeptWithoutRoom = 256 * 1024;

    // Less than the orchestrator waits for a validator beyond an end by force: a disk that hangs must not cost a check its output.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly LogThread _thread;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile LogFile? _file;
    private OutputBuffer? _waiting;
    private bool _isClosing;

    private OutputLog(string path, LogThread thread)
    {
        _thread = thread;
        _thread.Post(() => _file = LogFile.Open(path));
    }

    /// <summary>A log that is appended to this file; null without one. Opening it blocks nobody, and neither does anything else here.</summary>
    public static OutputLog? Open(string? path) => path is null ? null : new OutputLog(path, LogThread.Instance);

    /// <summary>Whether the file is there. Asks no disk.</summary>
    public bool IsOpen => _file is not null;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || _isClosing)
        {
            return;
        }

        if (_waiting is null && _thread.TryReserve(bytes.Length))
        {
            Post(bytes);
            return;
        }

        _waiting ??= new OutputBuffer(headLimit: 0, KeptWithoutRoom);
        _waiting.Append(bytes);
        if (_thread.TryReserve(KeptWithoutRoom))
        {
            PostWaiting(KeptWithoutRoom);
        }
    }

    /// <summary>Has the rest written and the file closed, after everything that was appended.</summary>
    public void Dispose()
    {
        if (_isClosing)
        {
            return;
        }

        _isClosing = true;
        PostWaiting(reserved: 0);
        _thread.Post(() =>
        {
            _file?.Dispose();
            _closed.TrySetResult();
        });
    }

    /// <summary>Waits until the file is closed, for at most 100 ms.</summary>
    public async Task WaitAsync()
    {
        try
        {
            await _closed.Task.WaitAsync(LongestWait, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }
    }

    // Rented: of checks that print 100 MB each the copies alone would be a heap of 60 MiB.
    private void Post(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        bytes.CopyTo(copy);
        _thread.Post(
            () =>
            {
                try
                {
                    _file?.Append(copy.AsSpan(0, length));
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(copy);
                }
            },
            length);
    }

    private void PostWaiting(int reserved)
    {
        if (_waiting?.Capture(reachedEnd: true) is { } captured)
        {
            _waiting = null;
            _thread.Post(() => Write(captured), reserved);
        }
    }

    private void Write(CapturedOutput captured)
    {
        _file?.AppendGap(captured.OmittedBytes);
        _file?.Append(captured.Head.Span);
        _file?.Append(captured.Tail.Span);
    }
}
