using System.Text;
using Unfazed.Core.Configuration;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Hooks.Git;

/// <summary>The file of one hook, and the one that stood there before it.</summary>
internal sealed class HookFile
{
    private const int LargestScript = 1024 * 1024;
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    public HookFile(GitHookFolder folder, string name)
    {
        Name = name;
        Path = System.IO.Path.Combine(folder.Path, name);
        KeptPath = Path + GitHooks.KeptSuffix;
        Content = Read();
    }

    public string Name { get; }

    public string Path { get; }

    /// <summary>Where what stood there before is kept.</summary>
    public string KeptPath { get; }

    /// <summary>What is in it; null where it is not there or no script.</summary>
    public string? Content { get; }

    public bool IsThere => IsAt(Path);

    public bool HasKept => IsAt(KeptPath);

    /// <summary>Whether it is ours, as we wrote it.</summary>
    public bool IsOurs => Content is { } content && GitHooks.IsOurs(Name, content);

    /// <summary>Why it can't be touched; null where it can.</summary>
    public string? Objection(bool isInstalling)
    {
        if (Directory.Exists(Path))
        {
            return $"{Quoted.Of(Path)} is a folder";
        }

        if (new[] { Path, KeptPath }.FirstOrDefault(static path => FileStatus.Of(path).Type is FileType.Special or FileType.Unreadable) is { } special)
        {
            return $"{Quoted.Of(special)} is no regular file; remove it, and try again";
        }

        if (Content is { } content && GitHooks.IsChanged(Name, content))
        {
            return $"{Quoted.Of(Path)} is ours and was changed since: move your lines to {System.IO.Path.GetFileName(KeptPath)}, remove the file, and try again";
        }

        return isInstalling && IsThere && !IsOurs && HasKept
            ? $"another hook stands at {Quoted.Of(Path)} again, and {System.IO.Path.GetFileName(KeptPath)} is there already: remove or rename one of them, and try again"
            : null;
    }

    /// <summary>Puts ours there, and keeps what stood there.</summary>
    public void Install(byte[] script)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var moved = IsThere && !IsOurs;
        if (moved)
        {
            File.Move(Path, KeptPath);
        }

        try
        {
            Write(script);
        }
        catch (Exception problem) when (moved && problem is IOException or UnauthorizedAccessException)
        {
            File.Move(KeptPath, Path);
            throw;
        }
    }

    /// <summary>Takes ours away, and puts back what stood there: the very same file.</summary>
    public void Uninstall()
    {
        if (HasKept)
        {
            File.Move(KeptPath, Path, overwrite: true);
        }
        else
        {
            File.Delete(Path);
        }
    }

    // Nobody starts half a script.
    private void Write(byte[] script)
    {
        var temporary = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, $".unfazed-{Guid.NewGuid():N}.tmp");
        try
        {
            File.WriteAllBytes(temporary, script);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, Executable);
            }

            File.Move(temporary, Path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private string? Read()
    {
        try
        {
            return FileStatus.Of(Path) is { Type: FileType.Regular, Stamp.Size: <= LargestScript } ? Encoding.UTF8.GetString(RegularFile.ReadAllBytes(Path, LargestScript)) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It is somebody's, and no script that we could have written.
            return null;
        }
    }

    // A link that leads nowhere is somebody's, too.
    private static bool IsAt(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;
}
