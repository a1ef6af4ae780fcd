using System.Collections.Immutable;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Running;

/// <summary>What a runner of tests leaves in its folder of reports, and what it says beside them.</summary>
internal sealed record CoverageRun
{
    /// <summary>What stands for the folder of reports in arguments.</summary>
    public const string ReportsWord = "{reports}";

    /// <summary>The names of its test reports, with wildcards, anywhere in the folder.</summary>
    public required string TestFiles { get; init; }

    /// <summary>Reads one of them.</summary>
    public required IReportReader Tests { get; init; }

    /// <summary>The names of its coverage reports.</summary>
    public required string CoverageFiles { get; init; }

    /// <summary>Reads one of them.</summary>
    public required IReportReader Coverage { get; init; }

    /// <summary>What it says of thresholds of the project that were missed.</summary>
    public Func<ToolOutput, ImmutableArray<string>> Shortfalls { get; init; } = static _ => [];

    /// <summary>A part of it that is not installed, or null.</summary>
    public Func<ToolOutput, string?> Missing { get; init; } = static _ => null;

    /// <summary>Why it could not begin to run tests, or null.</summary>
    public Func<ToolOutput, string?> Failure { get; init; } = static _ => null;
}
