namespace Unfazed.Testing;

/// <summary>Waits for what another process writes, told by the file system.</summary>
public static class FileSight
{
    /// <summary>Ends when the file is there. Its folder must be there already.</summary>
    public static async Task AppearsAsync(string path)
    {
        var appeared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        watcher.Created += (_, _) => appeared.TrySetResult();
        watcher.Error += (_, error) => appeared.TrySetException(error.GetException());
        watcher.EnableRaisingEvents = true;

        // It may have been there before the watch.
        if (!File.Exists(path))
        {
            await appeared.Task;
        }
    }

    /// <summary>Ends when somebody reads the file. To be called before that can happen.</summary>
    public static async Task IsReadAsync(string path)
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path)) { NotifyFilter = NotifyFilters.LastAccess };
        watcher.Changed += (_, _) => read.TrySetResult();
        watcher.Error += (_, error) => read.TrySetException(error.GetException());
        watcher.EnableRaisingEvents = true;
        await read.Task;
    }
}
