namespace Unfazed.Core.Processes;

/// <summary>What is kept of one stream while it is written: its ends in memory, and all of it in a file once it outgrows them and is needed whole.</summary>
/// <param name="command">How much is kept, and where.</param>
/// <param name="hasRoom">Is called when <see cref="IsFull"/> ends, on some thread.</param>
#pragma warning disable CA1001 // Whoever is given the captured stream gives its file back.
internal sealed class KeptOutput(CommandDescription command, Action hasRoom)
#pragma warning restore CA1001
{
    // Long enough for a disk under load. One that hangs must not cost a check its output.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxWaitAfterStop = TimeSpan.FromMilliseconds(100);

    private readonly OutputBuffer _buffer = new(command.OutputLimit);
    private OutputSpool? _spool;

    /// <summary>Whether the child should wait for a while before more is read.</summary>
    public bool IsFull => _spool is { IsFull: true };

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (command.SpoolFolder is { } folder && _spool is null && _buffer.TotalBytes + bytes.Length > command.OutputLimit)
        {
            var before = _buffer.Capture(reachedEnd: false);
            _spool = new OutputSpool(folder, hasRoom);
            _spool.Append(before.Head.Span);
        }

        _spool?.Append(bytes);
        _buffer.Append(bytes);
    }

    public CapturedOutput Capture(bool reachedEnd) => _buffer.Capture(reachedEnd) with { Whole = _spool };

    /// <summary>Nothing more comes.</summary>
    public void Close() => _spool?.Close();

    /// <summary>Waits until the file is written, or takes too long.</summary>
    public Task WaitAsync(bool wasStopped) => _spool?.WaitAsync(wasStopped ? MaxWaitAfterStop : MaxWait) ?? Task.CompletedTask;
}
