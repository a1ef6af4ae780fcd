using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Caching;

/// <summary>
/// Keeps what checks saw, never what was made of it: statuses are derived on every read by the policy in force, so that a raised threshold
/// never meets an old pass. Opens nothing before it is asked.
/// </summary>
/// <param name="folder">Where it is kept, absolute; made when something is stored.</param>
public sealed class ValidationCache(string folder)
{
    /// <summary>Whether answers are read; else they are stored alone (<c>--force</c>).</summary>
    public bool ReadsAnswers { get; init; } = true;

    /// <summary>The cache as one run uses it.</summary>
    internal RunCache Open(WorkspaceSnapshot workspace, ProcessRunner processes) =>
        new(new CacheStore(folder, processes.Time), workspace, processes) { ReadsAnswers = ReadsAnswers };
}
