using Unfazed.Core.Journal;

namespace Unfazed.Core.Orchestration.Comparison;

/// <summary>
/// The folder in which the files of a base commit lie: one for each repository in the cache directory, kept for later runs and held by a lock
/// of the system. A run that finds it held has one of its own, which goes with it.
/// </summary>
internal sealed class BaseTreeFolder : IDisposable
{
    private const string Kept = "tree";
    private const string Passing = "tree~";
    private const string RootFile = "root";
    private const int GuidLength = 32;

    private readonly FileStream _lock;
    private readonly bool _isKept;

    private BaseTreeFolder(string path, FileStream held, bool isKept)
    {
        Path = path;
        _lock = held;
        _isKept = isKept;
    }

    /// <summary>The folder, absolute; may not be there yet.</summary>
    public string Path { get; }

    /// <summary>Takes one.</summary>
    /// <param name="cache">The cache directory; null for none.</param>
    /// <param name="root">The root of the repository, absolute.</param>
    /// <exception cref="IOException">No folder outside the repository can be made.</exception>
    public static BaseTreeFolder Take(string? cache, string root)
    {
        // Below the root the checks themselves would walk into it.
        if (cache is null || IsBelow(root, cache))
        {
            var temporary = System.IO.Path.GetTempPath();
            return IsBelow(root, temporary)
                ? throw new IOException("neither the cache directory nor the temporary one lies outside the repository: set UNFAZED_CACHE_DIR")
                : OwnOne(Directory.CreateTempSubdirectory("unfazed-base-").FullName);
        }

        var bases = System.IO.Path.Combine(cache, CacheLayout.Bases);
        var home = System.IO.Path.Combine(bases, KeyOf(root));
        PrivateFolder.Create(home);
        if (TryLock(System.IO.Path.Combine(home, Kept + ".lock")) is not { } held)
        {
            return OwnOne(home);
        }

        File.WriteAllText(System.IO.Path.Combine(home, RootFile), root);
        RemoveUnused(home, bases);
        return new BaseTreeFolder(System.IO.Path.Combine(home, Kept), held, isKept: true);
    }

    /// <summary>Empties it.</summary>
    public void Clear() => PrivateFolder.TryDelete(Path);

    public void Dispose()
    {
        if (!_isKept)
        {
            PrivateFolder.TryDelete(Path);
            TryDeleteFile(_lock.Name);

            // Made for this run alone where there is no cache directory; else others' files keep it.
            PrivateFolder.TryDeleteEmpty(System.IO.Path.GetDirectoryName(Path)!);
        }

        _lock.Dispose();
    }

    private static BaseTreeFolder OwnOne(string home)
    {
        var path = System.IO.Path.Combine(home, Passing + Guid.NewGuid().ToString("N"));
        return new BaseTreeFolder(path, TryLock(path + ".lock") ?? throw new IOException($"{path} is held by another"), isKept: false);
    }

    private static void RemoveUnused(string home, string bases)
    {
        try
        {
            RemoveLeftovers(home);
            RemoveOrphans(bases);
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // A later run tries again.
        }
    }

    // What a run left behind that was killed: nobody holds its lock.
    private static void RemoveLeftovers(string home)
    {
        foreach (var file in Directory.GetFiles(home, Passing + "*.lock"))
        {
            if (HexName.Is(System.IO.Path.GetFileNameWithoutExtension(file.AsSpan())[Passing.Length..], GuidLength) && TryLock(file) is { } held)
            {
                PrivateFolder.TryDelete(file[..^".lock".Length]);
                TryDeleteFile(file);
                held.Dispose();
            }
        }
    }

    // Of repositories that are no longer there.
    private static void RemoveOrphans(string bases)
    {
        foreach (var home in Directory.GetDirectories(bases))
        {
            var root = System.IO.Path.Combine(home, RootFile);
            if (File.Exists(root) && File.ReadAllText(root) is var path && KeyOf(path) == System.IO.Path.GetFileName(home) && !Directory.Exists(path) && TryLock(System.IO.Path.Combine(home, Kept + ".lock")) is { } held)
            {
                PrivateFolder.TryDelete(home);
                held.Dispose();
            }
        }
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException error) when (LockedFile.IsHeldByAnother(error))
        {
            return null;
        }
    }

    private static void TryDeleteFile(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // A later run tries again.
        }
    }

    private static bool IsBelow(string root, string path) =>
        (System.IO.Path.GetFullPath(path).TrimEnd('/') + "/").StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static string KeyOf(string root) => Sha256.Hex(root)[..CacheLayout.BaseKeyLength];
}
