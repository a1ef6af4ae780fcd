using System.Globalization;
using System.Text;

namespace Unfazed.Core.Processes;

/// <summary>
/// The file that takes both streams in the order in which they arrive: the first 64 MiB but a little, and at the end the last 256 KiB.
/// A log that cannot be written is no failure of the check: it ends where the trouble began.
/// </summary>
internal sealed class LogFile : IDisposable
{
    private const long LargestFile = 64L * 1024 * 1024;
    private const int TailSize = 256 * 1024;
    private const long HeadSize = LargestFile - TailSize - 256;

    private readonly FileStream _file;
    private long _length;
    private OutputBuffer? _rest;
    private long _omitted;
    private bool _broken;

    private LogFile(FileStream file)
    {
        _file = file;
        _length = file.CanSeek ? file.Length : 0;
    }

    /// <summary>Opens the log to append to it (the batches of a check share one), readable by its owner alone; null when that fails.</summary>
    public static LogFile? Open(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new LogFile(new FileStream(path, Options()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Writes into the file how many bytes are missing here.</summary>
    public void AppendGap(long omitted)
    {
        if (omitted <= 0)
        {
            return;
        }

        var line = GapLine(omitted);
        if (_rest is null && _length + line.Length <= HeadSize)
        {
            Append(line);
            return;
        }

        // As a part of the tail, the line could be cut itself, and its number would be lost: the tail begins after this gap.
        _omitted += (_rest?.TotalBytes ?? 0) + omitted;
        _rest = new OutputBuffer(headLimit: 0, TailSize);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_broken)
        {
            return;
        }

        var toFile = _rest is null ? (int)Math.Clamp(HeadSize - _length, 0, bytes.Length) : 0;
        Write(bytes[..toFile]);
        _length += toFile;
        if (toFile < bytes.Length)
        {
            _rest ??= new OutputBuffer(headLimit: 0, TailSize);
            _rest.Append(bytes[toFile..]);
        }
    }

    /// <summary>Writes the tail and closes the file.</summary>
    public void Dispose()
    {
        if (_rest is { } rest && !_broken)
        {
            var captured = rest.Capture(reachedEnd: true);
            var omitted = _omitted + captured.OmittedBytes;
            if (omitted > 0)
            {
                Write(GapLine(omitted));
            }

            Write(captured.Head.Span);
            Write(captured.Tail.Span);
        }

        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
        }
    }

    private static byte[] GapLine(long omitted) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\n[{omitted} bytes left out]\n"));

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file.Write(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _broken = true;
        }
    }
}
