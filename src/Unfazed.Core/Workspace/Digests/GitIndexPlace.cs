namespace Unfazed.Core.Workspace.Digests;

/// <summary>Where git keeps the index of a working tree: its stamp says whether two answers of git speak of the same index.</summary>
internal static class GitIndexPlace
{
    private const string Pointer = "gitdir: ";
    private const int LongestPointer = 8 * 1024;

    /// <summary>The index, absolute; null where its place cannot be told.</summary>
    /// <param name="folder">A folder of the working tree, absolute.</param>
    public static string? Find(string folder)
    {
        if (GitRepository.FindMark(folder) is not { } top)
        {
            return null;
        }

        var mark = Path.Combine(top, ".git");
        if (Directory.Exists(mark))
        {
            return Path.Combine(mark, "index");
        }

        try
        {
            // A linked worktree or a submodule (gitrepository-layout(5)).
            var file = new FileInfo(mark);
            if (!file.Exists || file.Length > LongestPointer || File.ReadAllText(mark).Trim() is not { } text || !text.StartsWith(Pointer, StringComparison.Ordinal))
            {
                return null;
            }

            return Path.Combine(Path.GetFullPath(text[Pointer.Length..], top), "index");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
