namespace Unfazed.Core.Workspace;

/// <summary>Writes a file that was not there below the root, and the folders that are missing. No symbolic link on the way is followed.</summary>
internal static class NewFile
{
    /// <summary>Why a file cannot be made; null when nothing stands in its way.</summary>
    /// <param name="root">The root, absolute, symlinks resolved.</param>
    /// <param name="path">Relative to the root, with <c>/</c>.</param>
    public static string? Objection(string root, string path)
    {
        var parts = path.Split('/');
        for (var length = 1; length < parts.Length; length++)
        {
            var folder = string.Join('/', parts[..length]);
            switch (FileStatus.Of(Path.Combine(root, folder)).Type)
            {
                case FileType.Missing:
                    return null;
                case FileType.Directory:
                    continue;
                case FileType.SymbolicLink:
                    return $"{PrintableName.Of(folder)} is a symbolic link, which is not followed";
                default:
                    return $"{PrintableName.Of(folder)} is no folder";
            }
        }

        return FileStatus.Of(Path.Combine(root, path)).Type == FileType.Missing ? null : $"{PrintableName.Of(path)} exists already";
    }

    /// <summary>Makes the file.</summary>
    /// <param name="root">The root, absolute, symlinks resolved.</param>
    /// <param name="path">Relative to the root, with <c>/</c>.</param>
    /// <param name="content">What will be in it.</param>
    /// <exception cref="IOException">Something stands in its way, or the file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The file system refuses.</exception>
    public static void Create(string root, string path, ReadOnlySpan<byte> content)
    {
        if (Objection(root, path) is { } objection)
        {
            throw new IOException(objection);
        }

        var full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using var file = new FileStream(full, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Write(content);
    }
}
