using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>Adds to the journal of a run that is over what became of its deliveries, which come after the report.</summary>
public static class JournalAmendment
{
    /// <summary>Appends records, one write each. Never throws for what the file system does: a run that is no longer kept has nothing to amend.</summary>
    /// <param name="root">The root of the run's repository, absolute.</param>
    /// <param name="environment">Says where the state directory is.</param>
    /// <param name="runId">The run.</param>
    /// <param name="at">The time of the records.</param>
    /// <param name="outcomes">What to add; the last record of a service counts.</param>
    /// <returns>Whether all of it was added.</returns>
    public static bool TryAdd(string root, ProcessEnvironment environment, string runId, DateTimeOffset at, IEnumerable<IntegrationResult> outcomes)
    {
        try
        {
            if (new RunArchive(RootState.Of(root, environment)).FolderOf(runId) is not { } folder
                || Path.Combine(folder, JournalWriter.FileName) is not { } journal || FileStatus.Of(journal).Type != FileType.Regular)
            {
                return false;
            }

            using var file = new FileStream(journal, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
            foreach (var outcome in outcomes)
            {
                file.Write(JournalCodec.Line(new IntegrationTold(at, outcome)).Span);
            }

            return true;
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            return false;
        }
    }
}
