using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Json;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed report --compare RUN</c>: what is new, fixed and still open since an earlier run.</summary>
internal sealed class RunComparisonOutput(Host host, GivenOptions options, Project project)
{
    /// <exception cref="UsageException">There is no such run, or no such way to tell it.</exception>
    public int Write(JournaledRun now, RunArchive archive)
    {
        if (options.Format is not ("pretty" or "json") || !options.Outputs.IsEmpty)
        {
            throw new UsageException("--compare is told as pretty or json, on standard output");
        }

        var id = options.Compare!;
        var before = archive.Find(id)
            ?? throw new UsageException($"--compare: there is no run {Quoted.Of(id)} here{NearestName.Hint(id, archive.Ids())}; unfazed report --list shows those there are");
        ReportCommand.RefuseUnderWay(before);
        var comparison = RunComparison.Of(
            StoredReport.Of(before, project.Configuration), StoredReport.Of(now, project.Configuration), path => Path.Exists(Path.Combine(project.Root.Path, path)));
        if (options.Format == "json")
        {
            JsonOutput.Write(host.Terminal.Output, json => WriteJson(json, comparison));
            return ExitCodes.Passed;
        }

        var writer = new LineWriter(host.OutputSettings(options));
        new RunComparisonText(writer).Write(comparison);
        host.Terminal.Write(writer.ToString());
        return ExitCodes.Passed;
    }

    private static void WriteJson(Utf8JsonWriter json, RunComparison comparison)
    {
        json.WriteNumber("schema_version", JsonReport.SchemaVersion);
        json.WriteString("run", comparison.Now.Run.Id);
        json.WriteString("compared_with", comparison.Before.Run.Id);
        Group("new", comparison.New);
        Group("fixed", comparison.Fixed);
        Group("open", comparison.Open);
        Group("not_verified", comparison.NotVerified);
        Group("not_seen_before", comparison.NotSeenBefore);

        void Group(string name, ImmutableArray<Finding> findings) => json.WriteFindings(name, findings);
    }
}
