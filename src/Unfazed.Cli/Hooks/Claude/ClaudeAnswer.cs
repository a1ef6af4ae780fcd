using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Cli.Commands;
using Unfazed.Core;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>An answer to a hook: a text, and whether the session is kept from going on.</summary>
/// <param name="Text">What is said; empty for nothing.</param>
/// <param name="IsBlocking">Whether it blocks.</param>
internal sealed record ClaudeAnswer(string Text, bool IsBlocking)
{
    private const int MostTokens = 1500;
    private const int KeptForTheEnd = 150;

    // Good news needs fewer words.
    private const int MostFixed = 10;

    /// <summary>Nothing to say.</summary>
    public static ClaudeAnswer Nothing { get; } = new("", false);

    /// <summary>Only a remark.</summary>
    public static ClaudeAnswer Remark(string text)
    {
        var budget = new TokenBudget(MostTokens);
        foreach (var line in text.Split('\n'))
        {
            if (!budget.TryAdd(TerminalText.CleanLine(line)))
            {
                break;
            }
        }

        return new ClaudeAnswer(budget.ToString(), false);
    }

    /// <summary>What a comparison comes to.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="doubts">What could not be verified, where that is news; else empty.</param>
    /// <param name="again">The command that asks the same.</param>
    public static ClaudeAnswer Of(SessionComparison comparison, string doubts, string again)
    {
        if (comparison is { New.IsEmpty: true, Still.IsEmpty: true, Fixed.IsEmpty: true } && doubts.Length == 0)
        {
            return Nothing;
        }

        var budget = new TokenBudget(MostTokens);
        budget.TryAdd(Headline(comparison));
        var left = List("new", comparison.New, budget) + List("still failing", comparison.Still, budget) + List("fixed", comparison.Fixed, budget, MostFixed);
        if (left > 0)
        {
            budget.TryAdd(string.Create(CultureInfo.InvariantCulture, $"… and {left} more"));
        }

        if (doubts.Length > 0)
        {
            budget.TryAdd($"could not verify {Cut(TerminalText.CleanLine(doubts))}");
        }

        if (comparison is not { New.IsEmpty: true, Still.IsEmpty: true })
        {
            budget.TryAdd($"again: {Cut(TerminalText.CleanLine(again))}");
        }

        return new ClaudeAnswer(budget.ToString(), comparison.Blocks);
    }

    /// <summary>Writes it in the caller's form; gives the exit code.</summary>
    public int Tell(Host host, ToolEvent told) => CallerAnswer.Write(host, told, this);

    private static string Headline(SessionComparison comparison)
    {
        var counts = new[] { (comparison.New.Length, "new"), (comparison.Still.Length, "still failing"), (comparison.Fixed.Length, "fixed") }
            .Where(static count => count.Item1 > 0)
            .Select(static count => string.Create(CultureInfo.InvariantCulture, $"{count.Item1} {count.Item2}"));
        var sum = string.Join(", ", counts);
        var colon = sum.Length == 0 ? "" : ": " + sum;
        return comparison.Blocks ? $"unfazed: blocked{colon}"
            : comparison.LetsGo ? string.Create(CultureInfo.InvariantCulture, $"unfazed: let go after {SessionComparison.MostBlocks} blocks for the same problems, which are still there{colon}")
            : comparison.Fixed.IsEmpty ? "unfazed: nothing blocks"
            : $"unfazed: nothing blocks any more{colon}";
    }

    // Each group in turn, the most important first, while there is room.
    private static int List(string name, ImmutableArray<OpenProblem> problems, TokenBudget budget, int most = int.MaxValue)
    {
        if (problems.IsEmpty || !budget.TryAdd(name + ":", KeptForTheEnd))
        {
            return problems.Length;
        }

        var shown = problems.Take(most).TakeWhile(problem => budget.TryAdd("  " + problem.Text, KeptForTheEnd)).Count();
        return problems.Length - shown;
    }

    private static string Cut(string text)
    {
        const int most = 100;
        return text.Length <= most ? text : text[..most] + "…";
    }
}
