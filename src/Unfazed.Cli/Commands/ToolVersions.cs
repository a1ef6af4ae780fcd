using System.Collections.Immutable;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Cli.Commands;

/// <summary>Asks tools for their versions, all at once, and each only for a few seconds.</summary>
internal sealed class ToolVersions(ProcessRunner processes, string root)
{
    private const int AtOnce = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The version of each check's tool; null where there is none, or no answer.</summary>
    public async Task<ImmutableArray<string?>> AskAsync(ImmutableArray<Check> checks, CancellationToken cancellationToken)
    {
        using var turns = new SemaphoreSlim(AtOnce);
        var answers = checks.Select(async check =>
        {
            if (check.Validator is not ToolValidator { Run: { VersionCommand.IsEmpty: false } run })
            {
                return null;
            }

            await turns.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await AskAsync(run).ConfigureAwait(false);
            }
            finally
            {
                turns.Release();
            }
        });
        return [.. await Task.WhenAll(answers).ConfigureAwait(false)];
    }

    private async Task<string?> AskAsync(ToolRun run)
    {
        var outcome = await processes.RunShortAsync(
            new CommandDescription
            {
                Program = run.VersionCommand[0],
                Arguments = run.VersionCommand[1..],
                Directory = Path.GetFullPath(Path.Combine(root, run.Directory)),
                Environment = run.Environment,
            },
            Patience).ConfigureAwait(false);
        return outcome is { End: ProcessEnd.Exited, ExitCode: 0 }
            ? VersionQuestion.Parse(outcome.StandardOutput.Text()) ?? VersionQuestion.Parse(outcome.StandardError.Text())
            : null;
    }
}
