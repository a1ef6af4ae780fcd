using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Cli.Commands;

/// <summary>Finds the versions of tools: in their packages, or by asking them, all at once and each only for a few seconds.</summary>
internal sealed class ToolVersions(ProcessRunner processes, string root)
{
    private const int AtOnce = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Task<ToolAnswer> Unknown = Task.FromResult(new ToolAnswer(null, null, null));

    private readonly PackageVersions _packages = new();

    /// <summary>What each check's tool answers when it is asked for its version.</summary>
    public async Task<ImmutableArray<ToolAnswer>> AskAsync(ImmutableArray<Check> checks, CancellationToken cancellationToken)
    {
        using var turns = new SemaphoreSlim(AtOnce);

        var answers = new Dictionary<string, Task<ToolAnswer>>(StringComparer.Ordinal);
        var told = checks.Select(check => check.Validator is IToolValidator { Run: { VersionCommand.IsEmpty: false } run }
            ? CollectionsMarshal.GetValueRefOrAddDefault(answers, KeyOf(run), out _) ??= TellAsync(run, turns, cancellationToken)
            : Unknown).ToList();
        return [.. await Task.WhenAll(told).ConfigureAwait(false)];
    }

    // One program in 500 packages says the same 500 times; only dotnet's answer depends on where it is asked.
    private string KeyOf(ToolRun run) =>
        string.Join('\0', run.VersionCommand) + (Path.GetFileName(run.Program) == "dotnet" ? "\0" + SdkChoice(run.Directory) : "");

    // The nearest global.json decides which SDK answers.
    private string? SdkChoice(string directory)
    {
        var at = Path.GetFullPath(Path.Combine(root, directory));
        while (at is not null && !File.Exists(Path.Combine(at, "global.json")))
        {
            at = Path.GetDirectoryName(at);
        }

        return at;
    }

    // A package's own word needs no process, and starting Node takes longer than all the rest here.
    private Task<ToolAnswer> TellAsync(ToolRun run, SemaphoreSlim turns, CancellationToken cancellationToken) =>
        _packages.VersionOf(run) is { } version ? Task.FromResult(new ToolAnswer(version, null, null)) : OneAsync(run, turns, cancellationToken);

    private async Task<ToolAnswer> OneAsync(ToolRun run, SemaphoreSlim turns, CancellationToken cancellationToken)
    {
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

    private async Task<ToolAnswer> AskAsync(ToolRun run)
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
        return outcome switch
        {
            { End: ProcessEnd.Exited, ExitCode: 0 } => new ToolAnswer(VersionQuestion.VersionIn(outcome), null, null),
            { End: ProcessEnd.Exited } => Refused(run, $"exits with {outcome.ExitCode?.ToString(CultureInfo.InvariantCulture)}", outcome.StandardError.Text()),
            { End: ProcessEnd.Signaled, StoppedBy: StopReason.None } => Refused(run, $"was killed by {outcome.Signal}", outcome.StandardError.Text()),
            { End: ProcessEnd.NotFound or ProcessEnd.StartFailed } => Refused(run, "does not start", outcome.StartError ?? ""),
            _ => new ToolAnswer(null, null, null),
        };
    }

    private static ToolAnswer Refused(ToolRun run, string how, string error)
    {
        var missing = RustToolchain.Missing(error);
        var why = missing?.What ?? OutputTail.Reason(error);
        return new ToolAnswer(null, $"\"{string.Join(' ', run.VersionCommand)}\" {how}{(why is null ? "" : $": {why}")}", missing?.Remedy["run: ".Length..]);
    }
}

/// <summary>What a tool answers when it is asked for its version.</summary>
/// <param name="Version">The version; null where it gives none.</param>
/// <param name="Refusal">Why it would not start; null where it starts, or was too slow to tell.</param>
/// <param name="Install">The command that gets what it lacks; null where none is known.</param>
internal sealed record ToolAnswer(string? Version, string? Refusal, string? Install);
