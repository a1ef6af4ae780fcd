using System.Collections.Immutable;
using System.Text;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Reports.Html;

/// <summary>
/// The lines around findings, as they lie below the root. Bounded in files and bytes; nothing outside the root, no link, no binary, and
/// nothing of a file that was changed after the run.
/// </summary>
internal sealed class SourceLines(ReportContext context, RunInfo run)
{
    private const long LargestFile = 2 * 1024 * 1024;
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly string? _root = context.Root is { } root ? RealPath.Resolve(root) : null;
    private long _read;

    /// <summary>All lines of a file; empty where they are not to be had.</summary>
    public ImmutableArray<string> Of(string? path)
    {
        if (_root is null || path is null || _read > MostBytes || path.Contains('\0', StringComparison.Ordinal))
        {
            return [];
        }

        try
        {
            return Read(Path.Combine(_root, path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return [];
        }
    }

    private ImmutableArray<string> Read(string file)
    {
        if (FileStatus.Of(file).Type != FileType.Regular || RealPath.Resolve(file) is not { } real || !IsBelow(real))
        {
            return [];
        }

        var info = new FileInfo(real);
        if (info.Length > LargestFile || info.LastWriteTimeUtc > (run.StartedAt + run.Duration).UtcDateTime)
        {
            return [];
        }

        var bytes = File.ReadAllBytes(real);
        _read += bytes.Length;
        return bytes.AsSpan().Contains((byte)0) ? [] : [.. context.Redact(Encoding.UTF8.GetString(bytes)).TrimEnd('\n').Split('\n')];
    }

    private bool IsBelow(string real) => real.StartsWith(_root!.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
