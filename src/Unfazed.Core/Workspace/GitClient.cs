using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Workspace;

/// <summary>Asks git, without its leave to write, to watch or to quote.</summary>
internal sealed class GitClient(ProcessRunner processes)
{
    private const int OutputLimit = 1 << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // fsmonitor is a program of the repository's choice, and its answers can be old.
    private static readonly ImmutableArray<string> Always = ["--no-pager", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false"];

    private static readonly ImmutableDictionary<string, string?> Variables = ImmutableDictionary<string, string?>.Empty
        .Add("GIT_OPTIONAL_LOCKS", "0")
        .Add("GIT_NO_LAZY_FETCH", "1")
        .Add("GIT_LFS_SKIP_SMUDGE", "1")

        // What is committed and pushed is the object itself, whatever a ref below refs/replace/ shows in its place.
        .Add("GIT_NO_REPLACE_OBJECTS", "1")
        .Add("LC_ALL", "C.UTF-8")
        .Add("LANGUAGE", null);

    /// <summary>Runs <c>git ARGUMENTS</c>.</summary>
    /// <param name="directory">Where, absolute.</param>
    /// <param name="arguments">What.</param>
    /// <param name="indexFile">The index to use, absolute; null for the repository's own.</param>
    /// <param name="cancellationToken">Ends git, and throws.</param>
    /// <returns>The answer, or null when there is no git program.</returns>
    /// <exception cref="WorkspaceException">git could not be started, or gave no whole answer in a minute.</exception>
    public async Task<GitAnswer?> AskAsync(
        string directory, ImmutableArray<string> arguments, string? indexFile, CancellationToken cancellationToken)
    {
        using var stop = new StopSignal();
        await using var timer = processes.Time.CreateTimer(
            _ => stop.Stop(StopReason.Timeout, TimeSpan.FromSeconds(1)), null, Patience, System.Threading.Timeout.InfiniteTimeSpan);
        await using var registration = cancellationToken.Register(() => stop.Stop(StopReason.Interrupt, TimeSpan.FromSeconds(1)));
        var outcome = await processes.RunAsync(Describe(processes.Environment, directory, arguments, indexFile), stop).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return Read(outcome, VerbOf(arguments));
    }

    /// <summary>Starts <c>git ARGUMENTS</c>, to write to it and read from it while it runs.</summary>
    /// <param name="processes">Starts it.</param>
    /// <param name="directory">Where, absolute.</param>
    /// <param name="arguments">What.</param>
    /// <param name="stop">Ends it.</param>
    public static InteractiveChild Start(ProcessRunner processes, string directory, ImmutableArray<string> arguments, StopSignal stop) =>
        processes.Start(Describe(processes.Environment, directory, arguments, indexFile: null), stop);

    // Settings for one question stand before it: -c NAME=VALUE.
    private static string VerbOf(ImmutableArray<string> arguments) => arguments.First(static word => !word.StartsWith('-') && !word.Contains('=', StringComparison.Ordinal));

    private static CommandDescription Describe(ProcessEnvironment environment, string directory, ImmutableArray<string> arguments, string? indexFile) => new()
    {
        Program = "git",
        Arguments = [.. Always, .. arguments],
        Directory = directory,
        Environment = (indexFile is null ? Variables : Variables.Add("GIT_INDEX_FILE", indexFile)).AddRange(NamedRepository.VariablesFor(environment, directory)),
        OutputLimit = OutputLimit,
    };

    private static GitAnswer? Read(ProcessOutcome outcome, string verb)
    {
        if (outcome.End == ProcessEnd.NotFound)
        {
            return null;
        }

        if (outcome.StoppedBy == StopReason.Timeout)
        {
            throw new WorkspaceException(string.Create(CultureInfo.InvariantCulture, $"git {verb} did not answer within {Patience.TotalSeconds} s"));
        }

        // What git itself printed was in the pipe when it ended and has been read; a process that it left behind may still hold the pipe.
        return outcome is { End: ProcessEnd.Exited, ExitCode: { } code, StandardOutput.OmittedBytes: 0 }
            ? new GitAnswer(code, Bytes(outcome.StandardOutput), outcome.StandardError.Text().Trim())
            : throw new WorkspaceException($"git {verb} gave no whole answer: {outcome.StartError ?? outcome.Signal ?? outcome.End.ToString()}");
    }

    private static ReadOnlyMemory<byte> Bytes(CapturedOutput output) =>
        output.Tail.IsEmpty ? output.Head : (byte[])[.. output.Head.Span, .. output.Tail.Span];
}

/// <summary>What git said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its whole standard output.</param>
/// <param name="Message">Its standard error, trimmed; the end of a remedy, or warnings.</param>
internal sealed record GitAnswer(int ExitCode, ReadOnlyMemory<byte> Output, string Message)
{
    public bool Succeeded => ExitCode == 0;

    public string Text => Encoding.UTF8.GetString(Output.Span);
}
