using Unfazed.Core.Journal;

namespace Unfazed.Core.Caching;

/// <summary>
/// Files under names that are hashes, each written beside its place and renamed into it: who reads one sees all of it or nothing, whatever
/// else is at work. What goes wrong is said once and costs the run nothing but the cache.
/// </summary>
/// <remarks>No database: nothing is opened before it is needed, and sixteen processes wait for nobody.</remarks>
/// <param name="folder">Where, absolute; made when something is written.</param>
/// <param name="time">The clock that says when something was used.</param>
internal sealed class CacheStore(string folder, TimeProvider time)
{
    /// <summary>A file that was used within this time is not marked as used again.</summary>
    private static readonly TimeSpan UseStep = TimeSpan.FromHours(1);

    private string? _problem;

    /// <summary>The folder that this form of the cache has for itself: other versions have theirs.</summary>
    public string Folder { get; } = Path.Combine(folder, CacheLayout.Store);

    /// <summary>What went wrong first, in a line for people; null when nothing did.</summary>
    public string? Problem => _problem;

    /// <summary>Whether something was written.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>The content of a file; null when there is none that is whole. A damaged one is removed.</summary>
    /// <param name="room">The kind of content.</param>
    /// <param name="name">A hash, in hexadecimal digits.</param>
    public ReadOnlyMemory<byte>? Read(string room, string name)
    {
        var path = PathOf(room, name);
        try
        {
            // Asked first: that most are not there is no exception.
            if (!File.Exists(path))
            {
                return null;
            }

            var bytes = File.ReadAllBytes(path);
            if (StoredFile.Unwrap($"{room}/{name}", bytes) is { } content)
            {
                Use(path);
                return content;
            }

            File.Delete(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            Complain(error);
        }

        return null;
    }

    /// <summary>Writes a file, in place of another of its name.</summary>
    /// <returns>Whether it is there.</returns>
    public bool Write(string room, string name, ReadOnlySpan<byte> content)
    {
        var path = PathOf(room, name);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            PrivateFolder.Create(Path.GetDirectoryName(path)!);
            CacheLayout.WriteTag(folder);
            File.WriteAllBytes(temporary, StoredFile.Wrap($"{room}/{name}", content));
            File.Move(temporary, path, overwrite: true);
            return HasWritten = true;
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            Complain(error);
            TryDelete(temporary);
            return false;
        }
    }

    /// <summary>Whether a file is there; it may be damaged.</summary>
    public bool Has(string room, string name) => File.Exists(PathOf(room, name));

    /// <summary>
    /// Asks to be the only one, over all processes, that works for a name. The system holds the lock, so that the death of a process frees it.
    /// </summary>
    /// <returns>What holds it until it is disposed; null when another holds it. Where the file system knows no locks everybody is the only one.</returns>
    public IDisposable? TryHold(string name)
    {
        var path = PathOf(CacheLayout.Held, name);
        try
        {
            PrivateFolder.Create(Path.GetDirectoryName(path)!);
            CacheLayout.WriteTag(folder);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException error) when (LockedFile.IsHeldByAnother(error))
        {
            return null;
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            Complain(error);
            return new MemoryStream();
        }
    }

    /// <summary>Says what went wrong, the first time.</summary>
    public void Complain(Exception error) =>
        Interlocked.CompareExchange(ref _problem, $"answers are not kept: the cache in {folder} cannot be used ({error.Message})", null);

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // It is swept with what was not used for long.
        }
    }

    private string PathOf(string room, string name) => CacheFiles.PathOf(Folder, room, name);

    private void Use(string path)
    {
        try
        {
            var now = time.GetUtcNow().UtcDateTime;
            if (now - File.GetLastWriteTimeUtc(path) > UseStep)
            {
                File.SetLastWriteTimeUtc(path, now);
            }
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // It can be read and not written: then it is somebody else's to sweep.
        }
    }
}
