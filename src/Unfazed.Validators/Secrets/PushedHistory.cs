using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Secrets;

/// <summary>Scans the versions of files that a push sends beside what is checked out: whoever fetches them has the secrets that they contain.</summary>
/// <param name="processes">Starts git.</param>
/// <param name="workspace">The repository.</param>
/// <param name="blobs">The versions, the newest first.</param>
internal sealed class PushedHistory(ProcessRunner processes, WorkspaceSnapshot workspace, IReadOnlyList<CarriedBlob> blobs)
{
    private const int MaxBlobs = 20_000;
    private const int MaxSize = 64 * 1024 * 1024;
    private const long MaxTotal = 256L * 1024 * 1024;
    private const int ShownDigits = 12;

    private readonly SecretsExaminer _examiner = new();
    private readonly List<Finding> _findings = [];

    /// <summary>Scans them. What is cancelled gives what it has found.</summary>
    /// <exception cref="WorkspaceException">git ended.</exception>
    public async Task<FoundBeyondContent> ScanAsync(CancellationToken cancellationToken)
    {
        var scanned = 0;
        try
        {
            var total = 0L;
            await using var objects = new GitObjects(processes, workspace.Root);
            foreach (var blob in blobs.Take(MaxBlobs))
            {
                var read = await objects.ReadAsync(blob.ObjectId, (int)Math.Min(MaxSize, MaxTotal - total), cancellationToken).ConfigureAwait(false);
                if (read?.Content is { } content)
                {
                    total += content.Length;
                    scanned++;
                    Scan(blob, content);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // What was found until then is the result. The validator reports that it was stopped.
        }

        return new FoundBeyondContent(_findings)
        {
            Incomplete = scanned == blobs.Count ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"{blobs.Count - scanned} of the {blobs.Count} versions of files in the pushed commits were not scanned: they are too large, too many, or not in this clone (scan the history with gitleaks, or push fewer commits at once)"),
        };
    }

    private void Scan(CarriedBlob blob, byte[] content)
    {
        var examination = _examiner.Begin(blob.Path);
        if (!TextFileReader.Read(content, [examination]) || examination.End() is not { Count: > 0 } found)
        {
            return;
        }

        var lines = FindingLines.Of(content);
        _findings.AddRange(found.Select(finding => finding with
        {
            Message = $"{finding.Message}. It is in commit {blob.Commit[..Math.Min(ShownDigits, blob.Commit.Length)]}, which is pushed: take it out of the history (git rebase -i)",
            Lines = lines,
        }));
    }
}
