using System.Collections.Immutable;
using Unfazed.Cli.Commands;
using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Resilience;

namespace Unfazed.Cli.Setup;

/// <summary>Looks at what a run uses beside the repository: git, the directories of its state, what contains its children, its breakers.</summary>
internal static class Surroundings
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Each of them, in the order in which they are told.</summary>
    public static async Task<ImmutableArray<Surrounding>> LookAsync(Host host, ProcessRunner processes, WorkspaceSnapshot workspace, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var looked = ImmutableArray.CreateBuilder<Surrounding>();
        looked.Add(await GitAsync(processes, workspace).ConfigureAwait(false));
        looked.Add(StateOf(host.Environment));
        looked.Add(new Surrounding("processes", !ProcessRunner.IsContainmentReduced, ProcessRunner.ContainmentDescription));
        await using var breakers = BreakerStore.Open(host);
        var open = breakers.Snapshots().Count(static breaker => breaker.State != CircuitState.Closed);
        looked.Add(new Surrounding("breakers", open == 0, open == 0 ? "all are closed" : "some are not closed; see unfazed state breakers list"));
        looked.AddRange(workspace.Notices.Select(static notice => new Surrounding("files", IsGood: false, notice)));
        return looked.ToImmutable();
    }

    private static async Task<Surrounding> GitAsync(ProcessRunner processes, WorkspaceSnapshot workspace)
    {
        var answer = await processes.RunShortAsync(new CommandDescription { Program = "git", Arguments = ["--version"], Directory = workspace.Root }, Patience).ConfigureAwait(false);
        var version = answer is { End: ProcessEnd.Exited, ExitCode: 0 } ? answer.StandardOutput.Text().Trim().Replace("git version ", "", StringComparison.Ordinal) : null;
        return version is null
            ? new Surrounding("git", IsGood: false, "there is none: files are found by walking, and ignored ones with them; install it with: apt-get install git")
            : new Surrounding("git", workspace.IsGit, workspace.IsGit ? version : $"{version}, but this is no repository: files are found by walking");
    }

    private static Surrounding StateOf(ProcessEnvironment environment)
    {
        if (StateDirectory.Of(environment) is not { } folder)
        {
            return new Surrounding("state", IsGood: false, "no home directory: breakers and durations are forgotten; set UNFAZED_STATE_DIR");
        }

        if (StateDirectory.Problem(environment) is { } problem)
        {
            return new Surrounding("state", IsGood: false, $"nothing in it is believed: {problem}");
        }

        try
        {
            PrivateFolder.Create(folder);
            using var probe = new FileStream(Path.Combine(folder, $".probe-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return new Surrounding("state", IsGood: true, folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Surrounding("state", IsGood: false, $"{folder} cannot be written, so breakers and durations are forgotten; set UNFAZED_STATE_DIR");
        }
    }
}
