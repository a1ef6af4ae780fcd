using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Fixing;

/// <summary>
/// A copy of a workspace's files, in which tools may write as they like. What they need and git does not list (<c>node_modules</c>, virtual
/// environments) is linked; an empty <c>.git</c> tells them where the repository's top is.
/// </summary>
internal sealed class WorkspaceCopy : IDisposable
{
    private const string Prefix = "unfazed-fix-";

    private static readonly string[] Environments = ["node_modules", ".venv", "venv"];
    private readonly string _home;
    private readonly WorkspaceSnapshot _original;
    private readonly Dictionary<string, FileStatus> _seen = new(StringComparer.Ordinal);

    private WorkspaceCopy(string home, WorkspaceSnapshot original)
    {
        _home = home;
        _original = original;
        Files = new WorkspaceSnapshot(Path.Combine(home, Path.GetFileName(original.Root) is { Length: > 0 } name ? name : "root"), isGit: false, original.Files);
    }

    /// <summary>The files of the copy.</summary>
    public WorkspaceSnapshot Files { get; }

    /// <summary>A folder for what tools write beside their work.</summary>
    public string Scratch => Path.Combine(_home, "scratch");

    /// <summary>Makes a copy.</summary>
    /// <exception cref="IOException">There is no place for it.</exception>
    /// <exception cref="UnauthorizedAccessException">A file cannot be read.</exception>
    public static WorkspaceCopy Create(WorkspaceSnapshot original, CancellationToken cancellationToken)
    {
        RemoveLeft();
        var home = Directory.CreateTempSubdirectory($"{Prefix}{RunOwner.Ours().Name}_").FullName;
        var copy = new WorkspaceCopy(RealPath.Resolve(home) ?? home, original);
        try
        {
            copy.Fill(cancellationToken);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>The files that changed since this was asked before.</summary>
    public List<string> Changed()
    {
        var changed = new List<string>();
        foreach (var (path, before) in _seen)
        {
            if (FileStatus.Of(Files.FullPath(path)) != before)
            {
                changed.Add(path);
            }
        }

        Look(changed);
        return changed;
    }

    /// <summary>Reads a file of the copy; null where it is no regular file any more.</summary>
    public byte[]? Read(string path) => FileStatus.Of(Files.FullPath(path)).Type == FileType.Regular ? File.ReadAllBytes(Files.FullPath(path)) : null;

    /// <summary>Writes a file of the copy; that is no change.</summary>
    public void Write(string path, byte[] content)
    {
        var full = Files.FullPath(path);
        if (FileStatus.Of(full).Type != FileType.Regular)
        {
            File.Delete(full);
        }

        File.WriteAllBytes(full, content);
        Look([path]);
    }

    /// <inheritdoc/>
    public void Dispose() => PrivateFolder.TryDelete(_home);

    /// <summary>Removes the copies of this user whose process was killed.</summary>
    private static void RemoveLeft()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('_')[0];
            if (RunOwner.Parse(owner) is { IsDead: true } && FolderOwnership.Objection(folder) is null)
            {
                PrivateFolder.TryDelete(folder);
            }
        }
    }

    private void Fill(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(Files.Root, ".git"));
        var folders = new HashSet<string>(StringComparer.Ordinal) { "" };
        foreach (var file in _original.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var slash = file.Path.LastIndexOf('/'); slash > 0 && folders.Add(file.Path[..slash]); slash = file.Path.LastIndexOf('/', slash - 1))
            {
                Directory.CreateDirectory(Files.FullPath(file.Path[..slash]));
            }

            TryCopy(file);
        }

        foreach (var folder in folders)
        {
            LinkEnvironments(folder);
        }

        Look(_original.Files.Where(static file => file.Kind == WorkspaceFileKind.Regular).Select(static file => file.Path));
    }

    // A file that went away, or that we may not read, is none that a tool could mend.
    private void TryCopy(WorkspaceFile file)
    {
        try
        {
            CopyFile(file);
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            File.Delete(Files.FullPath(file.Path));
        }
    }

    private void CopyFile(WorkspaceFile file)
    {
        var (from, to) = (_original.FullPath(file.Path), Files.FullPath(file.Path));
        if (file.Kind == WorkspaceFileKind.Regular)
        {
            File.Copy(from, to);
        }
        else if (file.Kind == WorkspaceFileKind.SymbolicLink && new FileInfo(from).LinkTarget is { } target && !Path.IsPathRooted(target)
            && RealPath.Resolve(from) is { } real && WorkspacePath.Relative(_original.Root, real) is not null)
        {
            // Any other link would lead a tool out of the copy.
            File.CreateSymbolicLink(to, target);
        }
    }

    private void LinkEnvironments(string folder)
    {
        foreach (var name in Environments)
        {
            var (from, to) = (Path.Combine(_original.Root, folder, name), Path.Combine(Files.Root, folder, name));
            if (Directory.Exists(from) && !Path.Exists(to))
            {
                Directory.CreateSymbolicLink(to, from);
            }
        }
    }

    private void Look(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            _seen[path] = FileStatus.Of(Files.FullPath(path));
        }
    }
}
