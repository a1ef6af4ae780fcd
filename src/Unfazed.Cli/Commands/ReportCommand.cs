using System.Globalization;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Json;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed report</c>: a stored run again, also one that was cut off.</summary>
internal sealed class ReportCommand(Host host, GivenOptions options, CancellationToken cancellationToken)
{
    public async Task<int> RunAsync()
    {
        var words = options.Request.Arguments;
        if (words.Length > 1 || (words.Length == 1 && (options.Last || options.List)) || (options.Last && options.List) || (options.List && options.Compare is not null))
        {
            throw new UsageException("unfazed report [--last | RUN | --list] [--compare RUN]");
        }

        // Opened first: a report that cannot be written is known before anything is read.
        using var outputs = ReportOutputs.Open(host, options);
        var project = await new ProjectLoader(host, options.WithoutArguments()) { AcceptsErrors = true }.LoadAsync(cancellationToken).ConfigureAwait(false);
        var state = RootState.Of(project.Workspace, host.Environment);
        var archive = new RunArchive(state);
        if (options.List)
        {
            return List(archive, project);
        }

        var stored = words is [var id] ? archive.Find(id) : archive.Last();
        if (stored is null)
        {
            throw new UsageException(words is [var missing]
                ? $"there is no run {Quoted.Of(missing)} here{NearestName.Hint(missing, archive.Ids())}; unfazed report --list shows those there are"
                : archive.Ids().Select(archive.Find).Any(static run => run is { IsUnderWay: true }) ? "the only run here is still running: ask again when it has ended"
                : state.Problem is { } problem ? $"no earlier run can be reported: {problem}"
                : "there is no stored run here yet: unfazed makes one");
        }

        RefuseUnderWay(stored);

        if (options.Compare is not null)
        {
            return new RunComparisonOutput(host, options, project).Write(stored, archive);
        }

        var report = StoredReport.Of(stored, project.Configuration);
        foreach (var listener in outputs.Live)
        {
            StoredEvents.Of(stored, report, project.Configuration).ToList().ForEach(listener.On);
        }

        outputs.Write(report, host.OutputSettings(options), project.Root.Path);
        return outputs.ExitCode(ExitCodes.Passed, host);
    }

    /// <summary>Refuses a run that still runs: what it has by now is no report.</summary>
    internal static void RefuseUnderWay(JournaledRun run)
    {
        if (run.IsUnderWay)
        {
            throw new UsageException($"run {run.Began.Run.Id} is still running: ask again when it has ended");
        }
    }

    private int List(RunArchive archive, Project project)
    {
        var runs = archive.Ids().Select(archive.Find).OfType<JournaledRun>().ToList();
        var reports = runs.ConvertAll(run => new ListedRun(StoredReport.Of(run, project.Configuration), run.IsUnderWay));
        if (options.Format == "json")
        {
            WriteJson(reports);
            return ExitCodes.Passed;
        }

        var writer = new LineWriter(host.OutputSettings(options));
        foreach (var (report, isUnderWay) in reports)
        {
            var failed = report.Checks.Count(static check => check.Status == CheckStatus.Failed);
            writer.Line(
                report.Run.Id,
                new($"  {report.Verdict.WireName(),-12}", report.Verdict == Verdict.Passed ? Tone.Good : report.Verdict == Verdict.Blocked ? Tone.Bad : Tone.Caution),
                string.Create(CultureInfo.InvariantCulture, $"  {report.Checks.Count()} checks, {failed} failed"),
                new($"  {Elapsed.Of(report.Run.Duration)}", Tone.Faint),
                isUnderWay ? "  running" : report.Run.State == RunState.Complete ? "" : $"  {report.Run.State.WireName()}");
        }

        if (reports.Count == 0)
        {
            writer.Line("There is no stored run here yet.");
        }

        host.Terminal.Write(writer.ToString());
        return ExitCodes.Passed;
    }

    private void WriteJson(List<ListedRun> reports) => JsonOutput.Write(host.Terminal.Output, json =>
    {
        json.WriteNumber("schema_version", JsonReport.SchemaVersion);
        json.WriteStartArray("runs");
        foreach (var (report, isUnderWay) in reports)
        {
            json.WriteStartObject();
            json.WriteString("id", report.Run.Id);
            json.WriteTime("started_at", report.Run.StartedAt);
            json.WriteMilliseconds("duration_ms", report.Run.Duration);
            json.WriteString("state", isUnderWay ? "running" : report.Run.State.WireName());
            json.WriteString("verdict", report.Verdict.WireName());
            json.WriteNumber("checks", report.Checks.Count());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private sealed record ListedRun(ValidationReport Report, bool IsUnderWay);
}
