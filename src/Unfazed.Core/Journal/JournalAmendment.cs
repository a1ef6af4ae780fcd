using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>Adds to the journal of a run that is over what became of its deliveries, which come after the report.</summary>
internal static class JournalAmendment
{
    /// <summary>Appends records, one write each. Never throws for what the file system does: a run that is no longer kept has nothing to amend.</summary>
    /// <param name="root">The root of the run's repository, absolute.</param>
    /// <param name="environment">Says where the state directory is.</param>
    /// <param name="runId">The run.</param>
    /// <param name="entries">What to add.</param>
    /// <returns>Whether all of it was added.</returns>
    public static bool TryAdd(string root, ProcessEnvironment environment, string runId, IEnumerable<JournalEntry> entries)
    {
        try
        {
            if (new RunArchive(RootState.Of(root, environment)).FolderOf(runId) is not { } folder
                || Path.Combine(folder, JournalWriter.FileName) is not { } journal || FileStatus.Of(journal).Type != FileType.Regular)
            {
                return false;
            }

            using var file = new FileStream(journal, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
            foreach (var entry in entries)
            {
                file.Write(JournalCodec.Line(entry).Span);
            }

            return true;
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            return false;
        }
    }
}
