using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Validators.Coverage;
using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>What a reader made of an output.</summary>
internal sealed record OutputReading
{
    /// <summary>Whether the findings account for everything: where they do not, none of them can be forgiven.</summary>
    public required Extent Extent { get; init; }

    /// <summary>The findings, in the order of the output, paths resolved.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Files that the tool says it could not read or parse, each with the reason, where it gives no finding for them: never a pass.</summary>
    public ImmutableArray<string> UnreadableFiles { get; init; } = [];

    /// <summary>Why the output is not of the form that was due; null when it was understood.</summary>
    public string? Flaw { get; init; }

    /// <summary>What was examined, in few words, where the output says it: <c>12 tests</c>.</summary>
    public string? Summary { get; init; }

    /// <summary>How many files the tool says that it inspected; null where it does not say.</summary>
    public int? Files { get; init; }

    /// <summary>How many tests it speaks of; null where it is not about tests.</summary>
    public TestTally? Tests { get; init; }

    /// <summary>What tests ran; null where the output does not speak of it.</summary>
    public CoverageReport? Coverage { get; init; }

    /// <summary>What falls short of the project's own thresholds of coverage, a sentence each.</summary>
    public ImmutableArray<string> Shortfalls { get; init; } = [];

    /// <summary>What the tool needs and does not find, such as a plug-in: <c>unavailable</c>; null when it has all.</summary>
    public string? Missing { get; init; }

    /// <summary>How to get what is missing, such as <c>run: rustup default stable</c>; null where it comes as the tool itself does.</summary>
    public string? Remedy { get; init; }

    /// <summary>Why it examined nothing although it worked, in a sentence without a full stop; null when it did examine something.</summary>
    public string? Nothing { get; init; }

    /// <summary>Whether <see cref="Nothing"/> is what an exit code of problems means.</summary>
    public bool NothingExplainsExit { get; init; }

    /// <summary>What the tool's report says about a failure of the tool itself: <c>tool_error</c>; null when it says nothing.</summary>
    public string? Failure { get; init; }

    /// <summary>What the tool itself says about why it could not work; null when it says nothing.</summary>
    public string? ToolError { get; init; }

    /// <summary>Both readings as one, such as those of two reports.</summary>
    public OutputReading With(OutputReading other)
    {
        var tests = Tests is { } some && other.Tests is { } more ? some + more : Tests ?? other.Tests;
        return this with
        {
            Extent = Extent.Or(other.Extent),
            Findings = Findings.AddRange(other.Findings),
            UnreadableFiles = UnreadableFiles.AddRange(other.UnreadableFiles),
            Flaw = Flaw ?? other.Flaw,
            Summary = tests?.ToString() ?? Summary ?? other.Summary,
            Files = Files is null && other.Files is null ? null : (Files ?? 0) + (other.Files ?? 0),
            Tests = tests,
            Coverage = Coverage is { } measured && other.Coverage is { } further ? measured.With(further) : Coverage ?? other.Coverage,
            Shortfalls = Shortfalls.AddRange(other.Shortfalls),
            Missing = Missing ?? other.Missing,
            Nothing = tests is not null ? tests.Nothing : Nothing is null || other.Nothing is null ? null : Nothing,
            Failure = Failure ?? other.Failure,
            ToolError = ToolError ?? other.ToolError,
        };
    }
}
