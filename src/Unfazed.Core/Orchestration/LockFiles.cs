using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using Unfazed.Core.Journal;

namespace Unfazed.Core.Orchestration;

/// <summary>Locks that other processes see: one file for each root and name. The system holds them, so that the death of a process, and of the check that inherited them, frees what it held.</summary>
/// <param name="folder">The folder of the files, absolute; null for none, and then no other process is waited for.</param>
/// <param name="root">The root of the repository: locks of two roots have nothing to do with each other.</param>
internal sealed class LockFiles(string? folder, string root)
{
    /// <summary>Takes all of these locks or none; does not wait, so that no order of taking them ends in a deadlock.</summary>
    /// <returns>What holds them until it is disposed; null when another holds one of them.</returns>
    public HeldLocks? TryHold(ImmutableArray<string> names)
    {
        var held = new HeldLocks();
        foreach (var path in names.Select(PathOf).OfType<string>())
        {
            try
            {
                held.Add(Open(path));
            }
            catch (IOException error) when (LockedFile.IsHeldByAnother(error))
            {
                held.Dispose();
                return null;
            }
            catch (Exception error) when (PrivateFolder.IsUnusable(error))
            {
                // Where there is no place for the file the lock holds within this process alone.
            }
        }

        return held;
    }

    private string? PathOf(string name) => folder is null
        ? null
        : Path.Combine(folder, Sha256.Hex($"{root}\0{name}")[..32] + ".lock");

    private FileStream Open(string path)
    {
        PrivateFolder.Create(folder!);
        return PrivateFolder.IsLink(path)
            ? throw new IOException($"{path} is a symbolic link")
            : new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
    }
}

/// <summary>
/// Locks that are held until they are given back. The processes of the check inherit the open files, so that a lock stays held while
/// something of the check still runs after this process was killed. To give it back frees it for good, whoever has inherited it.
/// </summary>
internal sealed class HeldLocks : IDisposable
{
    private readonly List<FileStream> _files = [];

    /// <summary>The open files.</summary>
    public ImmutableArray<SafeFileHandle> Handles => [.. _files.Select(static file => file.SafeFileHandle)];

    public void Add(FileStream file) => _files.Add(file);

    public void Dispose() => _files.ForEach(static file => file.Dispose());
}
