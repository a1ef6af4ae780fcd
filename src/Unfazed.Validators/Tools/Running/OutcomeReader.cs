using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Validators.Coverage;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Running;

/// <summary>Makes an observation of how one process ended and what it printed.</summary>
internal sealed class OutcomeReader(ToolRun run, ValidationContext context, IReportSource? report = null)
{
    /// <summary>What all outputs so far say that tests ran; null where none speaks of it.</summary>
    public CoverageReport? Coverage { get; private set; }

    /// <summary>How many files all outputs so far say that the tool inspected; null where none says it.</summary>
    public int? Files { get; private set; }

    private readonly FindingPaths _paths = new(context.Workspace.Root, Path.GetFullPath(Path.Combine(context.Workspace.Root, run.Directory))) { Names = new FileNames(context.Workspace) };

    /// <summary>What the end of a process tells.</summary>
    public Observation Read(CommandDescription command, ProcessOutcome outcome)
    {
        var output = new ToolOutput(run.Tool, outcome, _paths);
        var reading = report is null ? run.Reader.Read(output) : report.Read(run.Reader, output);
        var observation = new Observation
        {
            Ending = ObservationEnding.Completed,
            Summary = reading.Summary,
            ExitCode = outcome.ExitCode,
            Command = [command.Program, .. command.Arguments],
            Findings = [.. Once(reading.Findings.Where(Concerns))],
            Attempts = outcome.End is ProcessEnd.NotFound or ProcessEnd.StartFailed ? 0 : 1,
            Log = LogName(),
            KilledProcesses = outcome.KilledProcesses,
            Details = Details(outcome, reading),
        };
        if (reading.Files is { } files)
        {
            Files = (Files ?? 0) + files;
        }

        if (reading.Coverage?.Without(run.IsExcluded) is { } coverage)
        {
            Coverage = Coverage?.With(coverage) ?? coverage;
        }

        return outcome switch
        {
            { End: ProcessEnd.NotFound } => NotFound(observation, outcome),
            { End: ProcessEnd.StartFailed } => Failed(observation, ErrorCodes.StartFailed, outcome.StartError ?? "it could not be started"),
            { StoppedBy: not StopReason.None } => Stopped(observation, outcome.StoppedBy) with { Message = StoppedRun.LastError(reading, output) },
            { End: ProcessEnd.Signaled } => Signaled(observation, outcome.Signal ?? "an unknown signal"),
            { ExitCode: { } code } => Exited(observation, code, reading, output),
            _ => Failed(observation, ErrorCodes.UnexpectedExit, "it could not be ended and was left behind"),
        };
    }

    private static ImmutableSortedDictionary<string, DetailValue> Details(ProcessOutcome outcome, OutputReading reading)
    {
        var details = outcome.PipeHolders.IsEmpty ? Observation.NoDetails : Observation.NoDetails.Add("pipe_holders", outcome.PipeHolders);
        return reading.Shortfalls.IsEmpty ? details : details.Add(CoverageDetails.BelowProjectThreshold, reading.Shortfalls);
    }

    private static Observation Failed(Observation observation, string error, string message) =>
        observation with { Ending = ObservationEnding.Error, Error = error, Message = message };

    private static Observation Stopped(Observation observation, StopReason reason) => reason switch
    {
        StopReason.Timeout => observation with { Ending = ObservationEnding.TimedOut, Error = ErrorCodes.Timeout },
        StopReason.Deadline => observation with { Ending = ObservationEnding.TimedOut, Error = ErrorCodes.Deadline },
        _ => observation with { Ending = ObservationEnding.Cancelled },
    };

    private static Observation Signaled(Observation observation, string signal) =>
        Failed(observation, ErrorCodes.Signal, $"{signal} ended it") with { Details = observation.Details.SetItem("signal", signal) };

    // The file may be there, and what its first line asks for may not.
    private Observation NotFound(Observation observation, ProcessOutcome outcome) => Path.Exists(run.Program) && outcome.StartError is { } reason
        ? Missing(observation) with { Message = reason }
        : Missing(observation);

    private Observation Missing(Observation observation) => observation with
    {
        Ending = ObservationEnding.Unavailable,
        Error = ErrorCodes.ToolMissing,
        Message = run.Install is null ? $"{run.Program} is not installed" : $"{run.Program} is not installed; {run.Install}",
    };

    private Observation Exited(Observation observation, int code, OutputReading reading, ToolOutput output)
    {
        var name = code.ToString(CultureInfo.InvariantCulture);
        var said = reading.ToolError is null ? "" : $": {reading.ToolError}";
        return run.Exits[code] switch
        {
            ExitMeaning.Missing => Missing(observation) with { Message = $"what it runs is not installed (exit {name}){said}" },
            ExitMeaning.Unexpected when reading is { Flaw: null, Failure: null } && reading.Findings.Any(static finding => finding.Severity == Severity.Error) =>
                Understood(observation, ExitMeaning.Findings, reading, output.Outcome) with { Incomplete = $"it exited with {name}, which is none of its known codes" },
            ExitMeaning.Unexpected => Failed(observation, ErrorCodes.UnexpectedExit, $"it exited with {name}, which is none of its known codes{said}"),
            _ when reading.Missing is { } missing => Missing(observation) with { Message = (reading.Remedy ?? run.Install) is { } remedy ? $"{missing}; {remedy}" : missing },
            _ when reading.Failure is { } failure => Failed(observation, ErrorCodes.ToolError, $"it could not do its work: {failure}"),
            _ when reading is { NothingExplainsExit: true, Flaw: null, Findings.IsEmpty: true, UnreadableFiles.IsEmpty: true } => observation with { Ending = ObservationEnding.Skipped, Message = reading.Nothing },
            ExitMeaning.ToolError => Failed(observation, ErrorCodes.ToolError, $"it could not do its work (exit {name}){said}"),
            ExitMeaning.StoppedEarly when reading.Findings.IsEmpty && reading.UnreadableFiles.IsEmpty =>
                Failed(observation, ErrorCodes.ToolError, $"it could not do its work (exit {name}){said}"),
            ExitMeaning.Nothing => observation with { Ending = ObservationEnding.Skipped, Message = reading.ToolError is { } why ? $"it found nothing to inspect: {why}" : "it found nothing to inspect" },
            ExitMeaning.Problems => observation with { ReportedProblems = true, Message = FailureText.Of(output.Excerpt, output.ErrorExcerpt) ?? $"exit code {name}" },
            var meaning => Understood(observation, meaning, reading, output.Outcome),
        };
    }

    private Observation Understood(Observation observation, ExitMeaning meaning, OutputReading reading, ProcessOutcome outcome)
    {
        if (reading.Flaw is { } flaw)
        {
            var reason = report is not null && meaning == ExitMeaning.Findings && reading.ToolError is { } last ? $"; it said: {last}" : "";
            return Failed(observation, ErrorCodes.UnreadableOutput, $"its output could not be understood: {flaw}{reason}");
        }

        // Where the exit code alone decides, output that is too long or still held by a child proves nothing against it.
        if (run.Reader.NeedsWholeOutput && report is null && !outcome.StandardOutput.IsWhole)
        {
            return Failed(observation, ErrorCodes.UnreadableOutput, "its output could not be read to the end");
        }

        if (meaning is ExitMeaning.UnreadableFile or ExitMeaning.StoppedEarly || !reading.UnreadableFiles.IsEmpty)
        {
            return Failed(observation, ErrorCodes.UnreadableFile, Unreadable(meaning, reading)) with
            {
                Details = reading.UnreadableFiles.IsEmpty ? observation.Details : observation.Details.SetItem(UnreadableFiles.Detail, reading.UnreadableFiles),
            };
        }

        if (meaning == ExitMeaning.Done && reading.Findings.IsEmpty && (reading.Nothing ?? NoFile(reading)) is { } nothing)
        {
            return observation with { Ending = ObservationEnding.Skipped, Message = nothing };
        }

        if (reading is { Coverage.Lines.Valid: 0, Findings.IsEmpty: true })
        {
            return Failed(observation, ErrorCodes.UnreadableOutput, "its report holds no line that could be run: nothing was measured");
        }

        if (meaning == ExitMeaning.Findings && run.NotesExplainNoExit && reading.Findings.All(static finding => finding.Severity == Severity.Note))
        {
            var code = outcome.ExitCode?.ToString(CultureInfo.InvariantCulture);
            var last = reading.ToolError is { } line ? $": {line}" : "";
            return Failed(observation, ErrorCodes.UnreadableOutput, $"it exited with {code}, and no problem could be read from its output{last}");
        }

        if (reading.Extent is { Gap: { } gap, IsStop: var isStop } && (isStop || meaning == ExitMeaning.Findings))
        {
            observation = observation with { Incomplete = string.Create(CultureInfo.InvariantCulture, $"it exited with {outcome.ExitCode}, and {gap}") };
        }

        return meaning == ExitMeaning.Findings && reading.Findings.IsEmpty && reading.Shortfalls.IsEmpty
            ? Failed(observation, ErrorCodes.UnreadableOutput, $"it says that it found problems, and its output names none{(reading.ToolError is { } said ? $": {said}" : "")}")
            : observation;
    }

    private static string? NoFile(OutputReading reading) => reading.Files == 0 ? "it inspected no file: its own configuration leaves every file out" : null;

    private static string Unreadable(ExitMeaning meaning, OutputReading reading) => reading.UnreadableFiles.Length switch
    {
        0 when meaning == ExitMeaning.StoppedEarly => "it stopped there and did not check the rest",
        0 => $"it could not read a file{(reading.ToolError is { } said ? $": {said}" : "")}",
        _ => UnreadableFiles.Sentence(reading.UnreadableFiles),
    };

    // What we keep of earlier runs holds what was found then.
    private bool Concerns(Finding finding) => finding.Path is not { } path ||
        (!path.StartsWith(".unfazed/", StringComparison.Ordinal) && (run.Selected is null || run.Selected.Contains(path)) && run.IsExcluded?.Invoke(path) != true);

    // A header is compiled many times, and a package again with its tests. Without a column a line may hold the same problem twice.
    private static IEnumerable<Finding> Once(IEnumerable<Finding> findings)
    {
        var seen = new HashSet<Finding>();
        return findings.Where(finding => finding is { Line: not null, Column: null } || seen.Add(finding));
    }

    private string? LogName()
    {
        if (context.LogPath is not { } log)
        {
            return null;
        }

        return _paths.Resolve(log) ?? log;
    }
}
