using System.Diagnostics;

namespace Unfazed.Testing;

/// <summary>A folder of a test's own, gone with everything in it when the test ends.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Makes an empty folder below the system's temporary one.</summary>
    public TemporaryDirectory() => Path = ResolveLinks(Directory.CreateTempSubdirectory("unfazed-").FullName);

    /// <summary>The folder, absolute, symlinks resolved.</summary>
    public string Path { get; }

    /// <summary>The absolute path of something in it.</summary>
    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>Writes a file, with the folders above it; gives its absolute path.</summary>
    public string Write(string relative, string content = "")
    {
        var path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Writes a file that everybody may execute; gives its absolute path.</summary>
    public string WriteExecutable(string relative, string content)
    {
        var path = Write(relative, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }

        return path;
    }

    /// <summary>Makes a folder; gives its absolute path.</summary>
    public string MakeFolder(string relative) => Directory.CreateDirectory(this[relative]).FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Delete(new DirectoryInfo(Path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A name that is not UTF-8 cannot be deleted from here. A process that a test left behind may still write here; that is that test's finding, not this one's.
            DeleteByProgram();
        }
    }

    private static void Delete(DirectoryInfo folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode |= UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        foreach (var child in folder.EnumerateDirectories().Where(static child => child.LinkTarget is null))
        {
            Delete(child);
        }

        folder.Delete(recursive: true);
    }

    private void DeleteByProgram()
    {
        if (!OperatingSystem.IsWindows())
        {
            using var remove = Process.Start(new ProcessStartInfo("rm", ["-rf", Path]) { RedirectStandardError = true })!;
            remove.StandardError.ReadToEnd();
            remove.WaitForExit();
        }
    }

    private static string ResolveLinks(string path) => new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
}
