using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tests.Tools.Running;

public sealed class ObservationMergeTests
{
    private static readonly ImmutableArray<Observation> Kinds =
    [
        new() { Ending = ObservationEnding.Skipped, Message = "no test", Attempts = 1, ExitCode = 0 },
        new() { Ending = ObservationEnding.Completed, Attempts = 1, ExitCode = 0 },
        new() { Ending = ObservationEnding.Completed, Attempts = 1, ExitCode = 1, Findings = [Found("a.py")] },
        new() { Ending = ObservationEnding.Completed, Attempts = 1, ExitCode = 2, ReportedProblems = true, Message = "2 failed" },
        new() { Ending = ObservationEnding.Unavailable, Error = ErrorCodes.ToolMissing, Message = "not installed" },
        new() { Ending = ObservationEnding.Cancelled, Attempts = 1 },
        new() { Ending = ObservationEnding.TimedOut, Error = ErrorCodes.Timeout, Attempts = 1 },
        Unread("b.py: broken"),
        Unread("c.py: denied") with { Findings = [Found("c.py")] },
        new() { Ending = ObservationEnding.Error, Error = ErrorCodes.UnexpectedExit, Attempts = 1, ExitCode = 70, Message = "exit 70" },
        new() { Ending = ObservationEnding.Error, Error = ErrorCodes.Signal, Attempts = 1, Message = "SIGSEGV" },
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_worst_batch_decides_and_no_order_changes_the_answer(int seed)
    {
        var random = new Random(seed);
        ImmutableArray<Observation> batches = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Kinds[random.Next(Kinds.Length)])];
        var shuffled = batches.ToArray();
        random.Shuffle(shuffled);

        var merged = Merge(batches);

        Assert.Equal(Shown(merged), Shown(Merge(shuffled)));
        Assert.Equal(batches.Sum(static batch => batch.Findings.Length), merged.Findings.Length);
        Assert.Equal(batches.All(static batch => batch.Ending == ObservationEnding.Skipped), merged.Ending == ObservationEnding.Skipped);
        Assert.Equal(batches.Max(static batch => Severity(CheckPolicy.StatusOf(batch))) == 0, Severity(CheckPolicy.StatusOf(merged)) == 0);
        Assert.True(Severity(CheckPolicy.StatusOf(merged)) > 0 || batches.All(static batch => CheckPolicy.StatusOf(batch) is CheckStatus.Passed or CheckStatus.Skipped));
    }

    [Fact]
    public void Files_that_two_batches_could_not_read_are_all_named()
    {
        var merged = Merge([Unread("b.py: broken"), Unread("a.py: denied")]);

        Assert.Equal(["a.py: denied", "b.py: broken"], UnreadableFiles.In(merged.Details).AsEnumerable());
        Assert.Equal("it could not read 2 files, first a.py: denied", merged.Message);
    }

    private static Observation Merge(IEnumerable<Observation> batches) => batches.Aggregate((Observation?)null, ObservationMerge.Merge)!;

    private static int Severity(CheckStatus status) => status is CheckStatus.Passed or CheckStatus.Skipped ? 0 : 1;

    private static string Shown(Observation seen) => string.Join('|', (object?[])
    [
        seen.Ending, seen.Error, seen.Message, seen.ExitCode, seen.ReportedProblems, seen.Attempts,
        string.Join(',', seen.Findings.Select(static finding => finding.Path).Order(StringComparer.Ordinal)), string.Join(',', UnreadableFiles.In(seen.Details)),
    ]);

    private static Finding Found(string path) => new() { Tool = "t", Rule = "r", Severity = Core.Severity.Error, Message = "m", Path = path };

    private static Observation Unread(string file) => new()
    {
        Ending = ObservationEnding.Error,
        Error = ErrorCodes.UnreadableFile,
        Attempts = 1,
        ExitCode = 0,
        Message = UnreadableFiles.Sentence([file]),
        Details = Observation.NoDetails.Add(UnreadableFiles.Detail, ImmutableArray.Create(file)),
    };
}
