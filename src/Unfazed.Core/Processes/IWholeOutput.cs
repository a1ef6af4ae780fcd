namespace Unfazed.Core.Processes;

/// <summary>All bytes of a stream that memory has only the ends of.</summary>
internal interface IWholeOutput : IDisposable
{
    /// <summary>Bytes that can be read.</summary>
    long Length { get; }

    /// <summary>Reads into a buffer from this place on; 0 at the end.</summary>
    int Read(Span<byte> buffer, long position);
}
