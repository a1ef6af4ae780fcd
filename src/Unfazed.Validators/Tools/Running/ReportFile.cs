using Microsoft.Win32.SafeHandles;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Running;

/// <summary>A file that a tool writes its report to. What was there before its start is no answer of its.</summary>
/// <param name="root">The root, absolute, symlinks resolved.</param>
/// <param name="path">The file, absolute.</param>
/// <param name="isOurs">Whether it lies in the scratch folder, where nothing else is.</param>
internal sealed class ReportFile(string root, string path, bool isOurs) : IReportSource
{
    private const int HeadSize = 192 * 1024;
    private const int TailSize = 64 * 1024;

    private FileStatus _before = FileStatus.Missing;

    /// <inheritdoc/>
    public void Expect()
    {
        if (isOurs)
        {
            File.Delete(path);
        }

        _before = FileStatus.Of(path);
    }

    /// <inheritdoc/>
    public OutputReading Read(IOutputReader reader, ToolOutput output)
    {
        try
        {
            if (Problem() is { } problem)
            {
                return new OutputReading { Extent = Extent.Unread, Flaw = problem, ToolError = OutputTail.Reason(output.ErrorExcerpt) ?? OutputTail.LastLine(output.Excerpt) };
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return reader is IReportReader report ? report.Read(stream, output) : reader.Read(Captured(stream.SafeFileHandle, output));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new OutputReading { Extent = Extent.Unread, Flaw = problem.Message, ToolError = OutputTail.Reason(output.ErrorExcerpt) ?? OutputTail.LastLine(output.Excerpt) };
        }
    }

    private static ToolOutput Captured(SafeFileHandle file, ToolOutput output)
    {
        var whole = new ReportContent(file);
        var captured = new CapturedOutput(whole.Bytes(0, HeadSize), whole.Bytes(Math.Max(HeadSize, whole.Length - TailSize), TailSize), whole.Length, ReachedEnd: true) { Whole = whole };
        return new ToolOutput(output.Tool, output.Outcome with { StandardOutput = captured }, output.Paths);
    }

    private string? Problem()
    {
        var shown = isOurs ? "a report" : Path.GetRelativePath(root, path);
        var status = FileStatus.Of(path);
        return status.Type switch
        {
            FileType.Missing => $"it wrote no {(isOurs ? "report" : shown)}",
            _ when !isOurs && status == _before => $"it left {shown} as it was before",
            FileType.Regular when isOurs || WorkspacePath.TryResolve(root, path, out _, out _) => null,
            _ => $"{shown} is no regular file below the root",
        };
    }

    private sealed class ReportContent(SafeFileHandle file) : IWholeOutput
    {
        public long Length { get; } = RandomAccess.GetLength(file);

        public int Read(Span<byte> buffer, long position) =>
            RandomAccess.Read(file, buffer[..(int)Math.Clamp(Length - position, 0, buffer.Length)], position);

        public byte[] Bytes(long position, int count)
        {
            var bytes = new byte[(int)Math.Clamp(Length - position, 0, count)];
            return bytes[..Read(bytes, position)];
        }

        public void Dispose()
        {
        }
    }
}
