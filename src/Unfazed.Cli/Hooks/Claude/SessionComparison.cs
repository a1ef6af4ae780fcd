using System.Collections.Immutable;
using Unfazed.Core;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>What a run says beside the last answer of its session.</summary>
internal sealed record SessionComparison
{
    /// <summary>So often a session is blocked for the same problem; then it is let go.</summary>
    public const int MostBlocks = 3;

    /// <summary>Problems that the last answer did not have.</summary>
    public required ImmutableArray<OpenProblem> New { get; init; }

    /// <summary>Problems that it had, seen again.</summary>
    public required ImmutableArray<OpenProblem> Still { get; init; }

    /// <summary>Problems that it had, looked for and not seen.</summary>
    public required ImmutableArray<OpenProblem> Fixed { get; init; }

    /// <summary>Problems that it had and that this run did not look for.</summary>
    public required ImmutableArray<OpenProblem> Unseen { get; init; }

    /// <summary>Whether the session is blocked: for something that it was not blocked for often enough.</summary>
    public bool Blocks => New.Concat(Still).Any(static problem => problem.Blocks < MostBlocks);

    /// <summary>Whether there is something open that it is not blocked for any more.</summary>
    public bool LetsGo => !Blocks && !Still.IsEmpty;

    /// <summary>What is open after this answer.</summary>
    public ImmutableArray<OpenProblem> Open
    {
        get
        {
            var told = Blocks ? Still.Concat(New).Select(static problem => problem with { Blocks = problem.Blocks + 1 }) : Still.Concat(New);
            return [.. told.Concat(Unseen).Take(SessionState.MostProblems)];
        }
    }

    /// <summary>Compares.</summary>
    /// <param name="before">What was open.</param>
    /// <param name="now">What blocks now.</param>
    /// <param name="report">The report of now.</param>
    /// <param name="files">The files that were looked at.</param>
    public static SessionComparison Of(ImmutableArray<OpenProblem> before, ImmutableArray<OpenProblem> now, ValidationReport report, LookedAt files)
    {
        var known = before.ToDictionary(static problem => problem.Key, StringComparer.Ordinal);
        var current = now.Select(static problem => problem.Key).ToHashSet(StringComparer.Ordinal);
        var answered = Answered(report);
        var absent = before.Where(problem => !current.Contains(problem.Key)).ToLookup(problem => IsGone(problem, answered, files));
        return new SessionComparison
        {
            New = [.. now.Where(problem => !known.ContainsKey(problem.Key))],
            Still = [.. now.Where(problem => known.ContainsKey(problem.Key)).Select(problem => problem with { Blocks = known[problem.Key].Blocks })],
            Fixed = [.. absent[true]],
            Unseen = [.. absent[false]],
        };
    }

    // Only a check that came to its end can say that something is gone, and only of what it looked at.
    private static bool IsGone(OpenProblem problem, ILookup<string, string> answered, LookedAt files) =>
        (problem.Files.Length > 0 && problem.Files.All(files.Gone.Contains))
        || (answered.Contains(problem.Check) && problem.Files.All(files.All.Contains))
        || (problem.Command.Length > 0 && answered[problem.Check].Contains(problem.Command, StringComparer.Ordinal));

    private static ILookup<string, string> Answered(ValidationReport report) => report.Checks.GroupBy(static check => check.Name, StringComparer.Ordinal)
        .Where(static group => group.All(static check => check.Status is CheckStatus.Passed or CheckStatus.Failed))
        .SelectMany(static group => group).ToLookup(static check => check.Name, OpenProblem.CommandOf, StringComparer.Ordinal);
}

/// <summary>The files that a run looked at.</summary>
/// <param name="All">All of them, relative to the root.</param>
/// <param name="Gone">Those that are not there any more.</param>
internal sealed record LookedAt(ImmutableHashSet<string> All, ImmutableHashSet<string> Gone);
