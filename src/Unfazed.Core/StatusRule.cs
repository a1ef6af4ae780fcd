namespace Unfazed.Core;

/// <summary>How the status of a result follows from the statuses of its checks.</summary>
public static class StatusRule
{
    /// <summary>The worst first.</summary>
    private static readonly CheckStatus[] WorstFirst =
    [
        CheckStatus.Failed, CheckStatus.Error, CheckStatus.TimedOut, CheckStatus.CircuitOpen,
        CheckStatus.Cancelled, CheckStatus.Unavailable, CheckStatus.Passed, CheckStatus.Skipped,
    ];

    /// <summary>The worst of these statuses; <see cref="CheckStatus.Skipped"/> when there is none, since then nothing was done.</summary>
    public static CheckStatus Worst(IEnumerable<CheckStatus> statuses)
    {
        var worst = Rank(CheckStatus.Skipped);
        foreach (var status in statuses)
        {
            worst = Math.Min(worst, Rank(status));
        }

        return WorstFirst[worst];
    }

    /// <summary>0 for the worst status, 7 for the best.</summary>
    public static int Rank(CheckStatus status) => Array.IndexOf(WorstFirst, status);
}
