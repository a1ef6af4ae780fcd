using System.Text.RegularExpressions;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;

namespace Unfazed.Validators.Tools.Running;

/// <summary>Asks a tool for its version while it already works. No answer is no harm.</summary>
internal static partial class VersionQuestion
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The version, or null when it does not tell within 5 s or before the check is told to stop.</summary>
    public static async Task<string?> AskAsync(ToolRun run, ValidationContext context)
    {
        if (run.VersionCommand.IsEmpty)
        {
            return null;
        }

        using var stop = new StopSignal();
        await using var timer = context.Time.CreateTimer(_ => stop.Stop(StopReason.Timeout, TimeSpan.Zero), null, Patience, Timeout.InfiniteTimeSpan);
        await using var follow = context.Stop.Token.Register(() => stop.Stop(context.Stop.Reason, TimeSpan.Zero));
        var command = new CommandDescription
        {
            Program = run.VersionCommand[0],
            Arguments = run.VersionCommand[1..],
            Directory = Path.GetFullPath(Path.Combine(context.Workspace.Root, run.Directory)),
            Environment = run.Environment,
            OutputLimit = 16 * 1024,
            CheckId = context.CheckId,
        };
        var outcome = await context.Processes.RunAsync(command, stop).ConfigureAwait(false);
        return outcome is { End: ProcessEnd.Exited, ExitCode: 0 } ? Parse(outcome.StandardOutput.Text()) ?? Parse(outcome.StandardError.Text()) : null;
    }

    /// <summary>The first thing in a text that looks like a version.</summary>
    public static string? Parse(string text) => Number().Match(text) is { Success: true } match ? match.Groups["version"].Value : null;

    [GeneratedRegex(@"(^|[^0-9A-Za-z.])v?(?<version>[0-9]{1,6}(\.[0-9]{1,6}){1,3}([-+.]?[0-9A-Za-z][0-9A-Za-z.+-]{0,40})?)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
