using Unfazed.Core;
using Unfazed.Core.Redaction;

namespace Unfazed.Cli;

/// <summary>An output that may fail at any time: the first failure is kept, what follows is dropped, and nothing is thrown at who writes.</summary>
/// <param name="name">What it is called in messages.</param>
/// <param name="inner">Where the bytes go.</param>
internal sealed class GuardedStream(string name, Stream inner) : OutputStream
{
    private readonly Lock _gate = new();

    /// <summary>What it is called in messages.</summary>
    public string Name { get; } = name;

    /// <summary>Covers secrets in what is written, each piece for itself: whoever writes writes whole lines.</summary>
    public Redactor Redactor { get; init; } = Redactor.None;

    /// <summary>Why it could not be written to its end; null when it could.</summary>
    public string? Failure { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_gate)
        {
            if (Failure is not null)
            {
                return;
            }

            try
            {
                if (Redactor.IsIdle)
                {
                    inner.Write(buffer);
                    return;
                }

                var covered = Redactor.Open(inner.Write);
                covered.Write(buffer);
                covered.End(mayBeTorn: false);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                Failure = error.Message;
            }
        }
    }

    public override void Flush()
    {
        lock (_gate)
        {
            try
            {
                inner.Flush();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                Failure ??= error.Message;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                inner.Dispose();
            }
            catch (IOException error)
            {
                Failure ??= error.Message;
            }
        }

        base.Dispose(disposing);
    }
}
