namespace Unfazed.Core.Reports;

/// <summary>What a writer may use beside the report itself.</summary>
internal sealed record ReportContext
{
    /// <summary>The root whose files source lines are read from; null for none. Never the root that a stored run names: others may have written that.</summary>
    public string? Root { get; init; }

    /// <summary>The command for what did not pass; null when everything did.</summary>
    public string? RunAgain { get; init; }

    /// <summary>Makes text fit to be told that comes from elsewhere than the report, such as source lines.</summary>
    public Func<string, string> Redact { get; init; } = static text => text;
}
