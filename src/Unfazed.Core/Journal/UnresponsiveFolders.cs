using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>
/// Asks the state and the cache directory once whether they respond: on a file system whose server is gone every question would wait for ever, and
/// no run needs what is there.
/// </summary>
internal static class UnresponsiveFolders
{
    /// <summary>How long they are waited for, at the start of the process.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The environment, with those that did not respond in time among its <see cref="ProcessEnvironment.Unresponsive"/>.</summary>
    public static ProcessEnvironment Note(ProcessEnvironment environment)
    {
        ImmutableArray<(string Folder, Task Look)> looks =
        [
            .. new[] { StateDirectory.Named(environment), CacheFolder.Named(environment) }.OfType<string>().Distinct(StringComparer.Ordinal)
                .Select(static folder => (folder, Task.Run(() => Look(folder)))),
        ];
        return Task.WaitAll([.. looks.Select(static look => look.Look)], Patience)
            ? environment
            : environment with { Unresponsive = [.. looks.Where(static look => !look.Look.IsCompleted).Select(static look => look.Folder)] };
    }

    // The kernel may know the status of a folder by heart, and never what is in it.
    private static void Look(string folder)
    {
        try
        {
            if (FileStatus.Of(folder).Type == FileType.Directory)
            {
                using var entries = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
                entries.MoveNext();
            }
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // An error is a response too. Who uses the folder meets it again, and says so.
        }
    }
}
