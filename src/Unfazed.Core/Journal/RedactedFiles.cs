using Unfazed.Core.Redaction;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>Covers secrets in what a run has written before it knew them.</summary>
internal static class RedactedFiles
{
    private const int ReadSize = 64 * 1024;

    /// <summary>Writes each file of a folder anew that holds one. Never throws for what the file system does.</summary>
    /// <param name="folder">The folder of the run; null for none.</param>
    /// <param name="redactor">Knows them.</param>
    public static void Cover(string? folder, Redactor redactor)
    {
        if (folder is null)
        {
            return;
        }

        try
        {
            foreach (var file in Directory.EnumerateFiles(folder).Where(static file => file.EndsWith(".log", StringComparison.Ordinal) || file.EndsWith(JournalWriter.FileName, StringComparison.Ordinal)).ToList())
            {
                CoverFile(file, redactor);
            }
        }
        catch (Exception problem) when (PrivateFolder.IsUnusable(problem))
        {
            // What could not be covered is what could not be written either.
        }
    }

    private static void CoverFile(string path, Redactor redactor)
    {
        var temporary = path + ".tmp";
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
