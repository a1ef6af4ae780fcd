using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>The lines of the files in which something was found.</summary>
internal sealed class FindingLines(WorkspaceSnapshot workspace)
{
    private const long LargestFile = 16 * 1024 * 1024;

    /// <summary>The lines of a content.</summary>
    public static string[] Of(byte[] content)
    {
        using var reader = new StreamReader(new MemoryStream(content), detectEncodingFromByteOrderMarks: true);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return [.. lines];
    }

    /// <summary>The lines of a file; none where it is no file of the workspace, large, or gone or locked since it was listed.</summary>
    public string[] Of(string? path)
    {
        if (path is null || workspace.Find(path) is not { Kind: WorkspaceFileKind.Regular, Stamp.Size: <= LargestFile })
        {
            return [];
        }

        try
        {
            return File.ReadAllLines(workspace.FullPath(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
