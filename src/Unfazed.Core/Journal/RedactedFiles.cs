using Unfazed.Core.Redaction;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>Covers secrets in what a run has written before it knew them.</summary>
internal static class RedactedFiles
{
    private const int ReadSize = 64 * 1024;
    private const string Copy = ".tmp";

    /// <summary>Writes each file of a folder anew that may hold one; deletes what cannot be written anew. Never throws for what the file system does.</summary>
    /// <param name="folder">The folder of the run; null for none.</param>
    /// <param name="redactor">Knows them.</param>
    public static void Cover(string? folder, Redactor redactor)
    {
        foreach (var file in folder is null ? [] : Written(folder))
        {
            TryCover(file, redactor);
        }
    }

    private static string[] Written(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Where(static file => file.EndsWith(".log", StringComparison.Ordinal) || file.EndsWith(JournalWriter.FileName, StringComparison.Ordinal))];
        }
        catch (Exception problem) when (PrivateFolder.IsUnusable(problem))
        {
            return [];
        }
    }

    // A disk that is full takes no copy, and a log is worth less than a secret.
    private static void TryCover(string path, Redactor redactor)
    {
        try
        {
            CoverFile(path, redactor);
        }
        catch (Exception problem) when (PrivateFolder.IsUnusable(problem))
        {
            TryDelete(path + Copy);
            TryDelete(path);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (PrivateFolder.IsUnusable(problem))
        {
            // Its folder takes no change at all.
        }
    }

    private static void CoverFile(string path, Redactor redactor)
    {
        var temporary = path + Copy;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var source = RegularFile.OpenRead(path))
        using (var target = new FileStream(temporary, options))
        {
            var stream = redactor.Open(target.Write);
            var scratch = new byte[ReadSize];
            for (int count; (count = source.Read(scratch)) > 0;)
            {
                stream.Write(scratch.AsSpan(0, count));
            }

            stream.End();
        }

        File.Move(temporary, path, overwrite: true);
    }
}
