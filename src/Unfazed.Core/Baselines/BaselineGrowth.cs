using System.Globalization;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Baselines;

/// <summary>Says by how much a baseline has grown since a commit: entries that a branch adds hide what the branch brings.</summary>
internal sealed class BaselineGrowth(ProcessRunner processes, string root)
{
    private readonly GitClient _git = new(processes);

    /// <summary>The sentence; null where it has not grown.</summary>
    /// <param name="now">The baseline in force.</param>
    /// <param name="since">The commit.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="WorkspaceException">git gives no answer.</exception>
    public async Task<string?> FindAsync(Baseline now, KnownSince since, CancellationToken cancellationToken)
    {
        var answer = since.Commit is null ? null
            : await _git.AskAsync(root, ["show", $"{since.Commit}:./{Baseline.FileName}"], indexFile: null, cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            return null;
        }

        var before = (answer.Succeeded ? BaselineReader.Parse(answer.Output.ToArray()).Baseline : null) ?? Baseline.Empty;
        var more = now.Entries.Values.Sum(entry => (long)Math.Max(0, entry.Count - (before.Entries.GetValueOrDefault(entry.Fingerprint)?.Count ?? 0)));
        return more == 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"{Baseline.FileName} has {more} {(more == 1 ? "entry" : "entries")} more than at {since}: what {(more == 1 ? "it covers" : "they cover")} does not block");
    }
}
