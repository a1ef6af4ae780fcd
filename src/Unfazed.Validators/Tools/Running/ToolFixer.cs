using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Running;

/// <summary>Runs the command with which a tool mends files. Problems that it leaves are no error.</summary>
internal sealed class ToolFixer(ToolRun run) : IValidator
{
    private const int MessageLines = 5;
    private const int MessageCharacters = 500;

    /// <summary>The fix of a check.</summary>
    public static CheckFix Create(ToolRun run, bool isFormatter) => new(new ToolFixer(run), isFormatter);

    /// <inheritdoc/>
    public async Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
    {
        // A path is relative to where it runs, and that is the copy; a bare name is looked up.
        var program = run.Program.Contains('/', StringComparison.Ordinal) && !Path.IsPathRooted(run.Program)
            ? Path.GetFullPath(Path.Combine(context.Workspace.Root, run.Directory, run.Program))
            : run.Program;
        var words = new CommandWords(run with { Program = program }, context);
        Observation? worst = null;
        foreach (var arguments in words.Batches())
        {
            var seen = Read(await context.Processes.RunAsync(words.Describe(arguments), context.Stop).ConfigureAwait(false));
            worst = worst is null || seen.Ending != ObservationEnding.Completed ? seen : worst;
            if (context.Stop.Reason != StopReason.None || seen.Ending == ObservationEnding.Unavailable)
            {
                break;
            }
        }

        return worst ?? new Observation { Ending = ObservationEnding.Skipped, Message = "no file to mend" };
    }

    private Observation Read(ProcessOutcome outcome) => outcome switch
    {
        { End: ProcessEnd.NotFound } => Failed(ErrorCodes.ToolMissing, outcome.StartError ?? $"{run.Program} is not installed") with { Ending = ObservationEnding.Unavailable },
        { End: ProcessEnd.StartFailed } => Failed(ErrorCodes.StartFailed, outcome.StartError ?? "it could not be started"),
        { StoppedBy: not StopReason.None } => Failed(ErrorCodes.Timeout, "it was ended before it was done") with { Ending = ObservationEnding.TimedOut },
        { End: ProcessEnd.Signaled } => Failed(ErrorCodes.Signal, $"{outcome.Signal} ended it"),
        { ExitCode: { } code } => Exited(code, outcome),
        _ => Failed(ErrorCodes.UnexpectedExit, "it could not be ended and was left behind"),
    };

    private Observation Exited(int code, ProcessOutcome outcome) => run.Exits[code] is ExitMeaning.Done or ExitMeaning.Findings or ExitMeaning.Problems
        ? new Observation { Ending = ObservationEnding.Completed, Attempts = 1, ExitCode = code }
        : Failed(ErrorCodes.ToolError, string.Create(CultureInfo.InvariantCulture, $"it exited with {code}{EndOf(outcome)}"));

    private static string EndOf(ProcessOutcome outcome)
    {
        var said = OutputTail.LastLines(EscapeSequences.Strip(outcome.StandardError.Text()), MessageLines, MessageCharacters);
        said = said.Length > 0 ? said : OutputTail.LastLines(EscapeSequences.Strip(outcome.StandardOutput.Text()), MessageLines, MessageCharacters);
        return said.Length == 0 ? "" : $": {said}";
    }

    private static Observation Failed(string error, string message) =>
        new() { Ending = ObservationEnding.Error, Attempts = 1, Error = error, Message = message };
}
