using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Validators.Coverage;

namespace Unfazed.Validators.Tools.Running;

/// <summary>Runs one command, in batches where its files need them, and makes an observation of how it ended and what it printed.</summary>
internal sealed class ToolValidator(ToolRun run) : IToolValidator
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public ToolRun Run { get; } = run;

    /// <inheritdoc/>
    public async Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
    {
        var started = context.Time.GetTimestamp();
        await using var version = new VersionQuestion(Run, context);
        var words = new CommandWords(Run, context);
        var report = words.Reports();
        var reader = new OutcomeReader(Run, context, report);
        Observation? all = null;
        foreach (var arguments in words.Batches())
        {
            var command = words.Describe(arguments);
            report?.Expect();
            var outcome = await context.Processes.RunAsync(command, context.Stop).ConfigureAwait(false);
            all = ObservationMerge.Merge(all, reader.Read(command, outcome));
            outcome.Release();
            if (context.Stop.Reason != StopReason.None || all.Ending == ObservationEnding.Unavailable)
            {
                break;
            }
        }

        if (all is not null && reader.Coverage is { Lines.Valid: > 0 } coverage)
        {
            all = await new CoverageObservation(context, Run.ChangedSince).AddAsync(all, coverage, cancellationToken).ConfigureAwait(false);
        }

        if (all is { Ending: ObservationEnding.Completed } && Run.Warning is { } warning)
        {
            all = all with { Findings = all.Findings.Add(warning) };
        }

        // The check's clock is still running: an answer must not become a timeout for the sake of a version.
        var left = (context.Check.Timeout - context.Time.GetElapsedTime(started)) / 10;
        var patience = left < LongestWait ? left : LongestWait;
        return (all ?? NothingStarted()) with
        {
            Version = await version.AnswerAsync(patience > TimeSpan.Zero ? patience : TimeSpan.Zero).ConfigureAwait(false),
            Summary = Run.Unchecked is { } rest ? $"{SummaryOf(all, reader)}, {rest}" : SummaryOf(all, reader),
        };
    }

    private string? SummaryOf(Observation? all, OutcomeReader reader) => all?.Summary ?? (reader.Files is { } files ? FileCount.Of(files) : Run.Inspected?.Invoke() ?? Run.Summary);

    private static Observation NothingStarted() => new() { Ending = ObservationEnding.Skipped, Message = "no file to examine" };
}
