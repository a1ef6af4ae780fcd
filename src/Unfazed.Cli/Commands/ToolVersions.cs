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

        // One program in 500 packages says the same 500 times; only dotnet's answer depends on where it is asked.
        var places = checks.GroupBy(static check => check.Validator is ToolValidator { Run: var run }
            ? string.Join('\0', run.VersionCommand) + (Path.GetFileName(run.Program) == "dotnet" ? "\0" + run.Directory : "")
            : "").ToList();
        var answers = await Task.WhenAll(places.Select(group => OneAsync(group.First(), turns, cancellationToken))).ConfigureAwait(false);
        var versions = places.Zip(answers).SelectMany(static pair => pair.First.Select(check => (Check: check, Version: pair.Second)))
            .ToDictionary(static pair => (object)pair.Check, static pair => pair.Version, ReferenceEqualityComparer.Instance);
        return [.. checks.Select(check => versions[check])];
    }

    private async Task<string?> OneAsync(Check check, SemaphoreSlim turns, CancellationToken cancellationToken)
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
