using System.Text.Json;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Caching;
using Unfazed.Core.Json;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed why NAME</c>: whether a check's answer comes from the cache, and if not, what has changed.</summary>
internal sealed class WhyCommand(Host host, GivenOptions options, CancellationToken cancellationToken)
{
    public async Task<int> RunAsync()
    {
        if (options.Request.Arguments.IsEmpty)
        {
            throw new UsageException("unfazed why NAME…: name a check or a dimension; \"unfazed list\" shows them");
        }

        var project = await new ProjectLoader(host, options).LoadAsync(cancellationToken).ConfigureAwait(false);
        var setup = new OrchestratorSetup
        {
            Workspace = project.Workspace,
            Configuration = project.Configuration,
            Sources = CheckSources.All,
            Processes = new ProcessRunner(host.Environment, host.Time),
            Time = host.Time,
            Cache = AnswerCache.Of(host),
        };
        var plan = new ValidationOrchestrator(setup).Plan(project.Selection);
        var explainer = new CacheExplainer(setup);
        var explained = new List<CacheExplanation>();
        foreach (var check in plan.Checks.Where(IsWanted))
        {
            explained.Add(await explainer.ExplainAsync(check, cancellationToken).ConfigureAwait(false));
        }

        Write(explained);
        return ExitCodes.Passed;
    }

    // Of a dimension nobody wants to read what is not configured here.
    private bool IsWanted(Check check) => check.Settled is null || options.Request.Arguments.Contains(check.Name, StringComparer.Ordinal);

    private void Write(List<CacheExplanation> explained)
    {
        if (options.Format == "json")
        {
            JsonOutput.Write(host.Terminal.Output, json =>
            {
                json.WriteNumber("schema_version", JsonReport.SchemaVersion);
                json.WriteStartArray("checks");
                explained.ForEach(explanation => WriteJson(json, explanation));
                json.WriteEndArray();
            });
            return;
        }

        var writer = new LineWriter(host.OutputSettings(options));
        var text = new CacheText(writer, host.Time);
        explained.ForEach(text.Write);
        host.Terminal.Write(writer.ToString());
    }

    private static void WriteJson(Utf8JsonWriter json, CacheExplanation explanation)
    {
        json.WriteStartObject();
        json.WriteString("name", explanation.Check.Name);
        json.WriteString("directory", explanation.Check.Directory);
        json.WriteString("answer", explanation.Answer switch { CacheAnswer.Hit => "hit", CacheAnswer.Miss => "miss", _ => "never" });
        json.WriteString("because", explanation.Because);
        json.WriteTime("stored_at", explanation.StoredAt);
        json.WriteBoolean("compared", explanation.Differences is not null);
        json.WriteDifferences("differences", explanation.Differences ?? []);
        json.WriteTexts("files", explanation.Missing);
        json.WriteDifferences("last_ran_because", explanation.LastBecause);
        json.WriteEndObject();
    }
}
