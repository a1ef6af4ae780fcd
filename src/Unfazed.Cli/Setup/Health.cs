using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;

namespace Unfazed.Cli.Setup;

/// <summary>What <c>unfazed doctor</c> found.</summary>
internal sealed record Health
{
    public required string Root { get; init; }

    public required bool IsGit { get; init; }

    public required ImmutableArray<Missing> Missing { get; init; }

    public required ImmutableArray<string> Found { get; init; }

    public required ImmutableArray<string> Suggestions { get; init; }

    public required ImmutableArray<Surrounding> Surroundings { get; init; }
}

/// <summary>A check that is expected and could not run.</summary>
/// <param name="Name">The check.</param>
/// <param name="Directory">Where it would run.</param>
/// <param name="Reason">Why it is expected.</param>
/// <param name="Message">What is missing.</param>
/// <param name="Install">The command that gets it; null when none is known.</param>
internal sealed record Missing(string Name, string Directory, string Reason, string Message, string? Install)
{
    /// <summary>All of a plan: tools that were not found, and programs of one's own checks that are not on <c>PATH</c>.</summary>
    public static ImmutableArray<Missing> Of(RunPlan plan, ProcessEnvironment environment, string root) =>
    [
        .. plan.Checks.Where(static check => check.Settled is { Ending: ObservationEnding.Unavailable }).Select(static check => new Missing(
            check.Name, check.Directory, check.Reason, check.Settled!.Message ?? "", InstallOf(check))),
        .. plan.Checks.Where(check => check.Settled is null && check.Command is [var program, ..] && !IsThere(program, check.Directory, environment, root)).Select(static check => new Missing(
            check.Name, check.Directory, check.Reason, $"{check.Command[0]} is not there", null)),
    ];

    private static string? InstallOf(Check check) => check.Settled!.Details.TryGetValue("install", out var command) ? command.Value as string : null;

    private static bool IsThere(string program, string directory, ProcessEnvironment environment, string root) => program.Contains('/', StringComparison.Ordinal)
        ? File.Exists(Path.GetFullPath(program, Path.Combine(root, directory)))
        : (environment.Get("PATH") ?? "").Split(Path.PathSeparator).Any(folder => Path.IsPathFullyQualified(folder) && File.Exists(Path.Combine(folder, program)));
}

/// <summary>Something around the repository that a run uses.</summary>
/// <param name="Name">What, in a word.</param>
/// <param name="IsGood">Whether a run has all that it could have.</param>
/// <param name="Message">One sentence for people.</param>
internal sealed record Surrounding(string Name, bool IsGood, string Message);
