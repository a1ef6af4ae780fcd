using Microsoft.Win32.SafeHandles;

namespace Unfazed.Core.Processes;

/// <summary>
/// All of one stream, in a file that has no name: for a format that is of use only as a whole. The thread of the logs writes it. A child that
/// prints faster than the disk takes it waits for its pipe, as it would for any reader; a disk that hangs delays nobody else.
/// </summary>
internal sealed class OutputSpool : IWholeOutput
{
    /// <summary>The most bytes that are kept. A longer stream is not whole.</summary>
    public const long MaxLength = 256L * 1024 * 1024;

    private const long MaxPending = 1024 * 1024;

    private readonly LogThread _thread = LogThread.Instance;
    private readonly Action _hasRoom;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SafeFileHandle? _file;
    private long _appended;
    private long _pending;
    private long _written;
    private bool _hasGap;

    /// <param name="folder">Where the file is made; created where it is missing.</param>
    /// <param name="hasRoom">Is called, on the thread of the logs, when <see cref="IsFull"/> ends.</param>
    public OutputSpool(string folder, Action hasRoom)
    {
        _hasRoom = hasRoom;
        _thread.Post(() => _file = Open(folder));
    }

    /// <summary>Whether so much waits for the disk that no more should come for now.</summary>
    public bool IsFull => Interlocked.Read(ref _pending) >= MaxPending;

    /// <inheritdoc/>
    public long Length => Interlocked.Read(ref _written);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var isTooLong = _appended + bytes.Length > MaxLength;
        _appended += bytes.Length;
        if (bytes.IsEmpty || isTooLong)
        {
            return;
        }

        var copy = bytes.ToArray();
        Interlocked.Add(ref _pending, copy.Length);
        _thread.Post(() => Write(copy));
    }

    /// <summary>Nothing more comes.</summary>
    public void Close() => _thread.Post(() => _closed.TrySetResult());

    /// <summary>Waits until all is written, but no longer than that.</summary>
    public async Task WaitAsync(TimeSpan limit)
    {
        try
        {
            await _closed.Task.WaitAsync(limit, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }
    }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, long position) => _file is { } file ? RandomAccess.Read(file, buffer, position) : 0;

    /// <inheritdoc/>
    public void Dispose() => _thread.Post(() => _file?.Dispose());

    private static SafeFileHandle? Open(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, $"{Guid.NewGuid():N}.output");
            var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, FileOptions.DeleteOnClose);
            if (!OperatingSystem.IsWindows())
            {
                // Without a name nothing of it outlives us, and nobody else opens it.
                File.Delete(path);
            }

            return file;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private void Write(byte[] bytes)
    {
        try
        {
            // What comes after a gap is of no use.
            if (_file is { IsClosed: false } file && !_hasGap)
            {
                RandomAccess.Write(file, bytes, _written);
                Interlocked.Add(ref _written, bytes.Length);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _hasGap = true;
        }
        finally
        {
            var before = Interlocked.Add(ref _pending, -bytes.Length) + bytes.Length;
            if (before >= MaxPending && before - bytes.Length < MaxPending)
            {
                _hasRoom();
            }
        }
    }
}
