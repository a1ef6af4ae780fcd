namespace Unfazed.Core;

/// <summary>The names under <c>details</c> of what tests ran. Counts decide; percentages are for people.</summary>
public static class CoverageDetails
{
    /// <summary>Lines that were run.</summary>
    public const string LinesCovered = "lines_covered";

    /// <summary>Lines that could be run.</summary>
    public const string LinesValid = "lines_valid";

    /// <summary>Per cent of the lines, 0 to 100, cut after two digits.</summary>
    public const string LineCoverage = "line_coverage";

    /// <summary>Branches that were taken.</summary>
    public const string BranchesCovered = "branches_covered";

    /// <summary>Branches that could be taken.</summary>
    public const string BranchesValid = "branches_valid";

    /// <summary>Per cent of the branches.</summary>
    public const string BranchCoverage = "branch_coverage";

    /// <summary>Changed lines that were run.</summary>
    public const string ChangedCovered = "changed_lines_covered";

    /// <summary>Changed lines that could be run.</summary>
    public const string ChangedValid = "changed_lines_valid";

    /// <summary>Per cent of the changed lines; absent where none could be run.</summary>
    public const string ChangedCoverage = "changed_line_coverage";

    /// <summary>What the changed lines are compared with.</summary>
    public const string ChangedSince = "changed_since";

    /// <summary>Why the changed lines are not known.</summary>
    public const string ChangedUnknown = "changed_lines_unknown";

    /// <summary>What falls short of the project's own thresholds, a sentence each; they count where no threshold of ours stands.</summary>
    public const string BelowProjectThreshold = "below_project_threshold";
}
