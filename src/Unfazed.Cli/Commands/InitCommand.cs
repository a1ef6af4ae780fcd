using System.Text;
using System.Text.Json;
using Unfazed.Cli.Rendering;
using Unfazed.Cli.Setup;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Json;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Reports;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Migration;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed init</c>: looks at the repository and writes its first <c>unfazed.yaml</c>. Nothing is run, and nothing is written over.</summary>
internal sealed class InitCommand(Host host, GivenOptions options, CancellationToken cancellationToken)
{
    public async Task<int> RunAsync()
    {
        var project = await new ProjectLoader(host, options).LoadAsync(cancellationToken).ConfigureAwait(false);
        RefuseSecond(project.Root.Path);
        var processes = new ProcessRunner(host.Environment, host.Time);
        var workspace = await new WorkspaceReader(processes).ReadAsync(project.Root, [], cancellationToken).ConfigureAwait(false);
        var plan = new ValidationOrchestrator(new OrchestratorSetup
        {
            Workspace = workspace,
            Configuration = project.Configuration,
            Sources = CheckSources.All,
            Processes = processes,
            Time = host.Time,
        }).Plan(RunSelection.All);
        var old = await OldFindings.FindAsync(host, workspace, project.Configuration, cancellationToken).ConfigureAwait(false);
        var first = FirstConfiguration.Of(plan, ForeignConfigurations.Read(workspace), project.Root.Path, old);
        var path = Path.Combine(project.Root.Path, WorkspaceRoot.ConfigurationNames[0]);
        if (options.DryRun)
        {
            Show(path, first);
            return ExitCodes.Passed;
        }

        Save(path, first.Text);
        Tell(path, first);
        return ExitCodes.Passed;
    }

    private static void RefuseSecond(string root)
    {
        if (WorkspaceRoot.ConfigurationNames.Select(name => Path.Combine(root, name)).FirstOrDefault(Path.Exists) is { } path)
        {
            throw new UsageException($"{Quoted.Of(path)} is there already and is left as it is; \"unfazed list\" shows what it does");
        }
    }

    private static void Save(string path, string text)
    {
        try
        {
            NewFile.Create(Path.GetDirectoryName(path)!, Path.GetFileName(path), Encoding.UTF8.GetBytes(text));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{Quoted.Of(path)} cannot be written: {Quoted.Short(error.Message)}");
        }
    }

    private void Show(string path, FirstConfiguration first)
    {
        if (options.Format == "json")
        {
            JsonOutput.Write(host.Terminal.Output, json => WriteJson(json, path, first, isDryRun: true));
            return;
        }

        // The file as it would be written; for a terminal it is cleaned.
        if (host.Terminal.IsOutputTerminal)
        {
            var writer = new LineWriter(host.OutputSettings(options) with { Width = null });
            foreach (var line in first.Text.TrimEnd('\n').Split('\n'))
            {
                writer.Line(line);
            }

            host.Terminal.Write(writer.ToString());
        }
        else
        {
            host.Terminal.Write(first.Text);
        }

        host.Say($"unfazed: nothing was written; without --dry-run this goes to {Quoted.Of(path)}");
    }

    private void Tell(string path, FirstConfiguration first)
    {
        if (options.Format == "json")
        {
            JsonOutput.Write(host.Terminal.Output, json => WriteJson(json, path, first, isDryRun: false));
            return;
        }

        var writer = new LineWriter(host.OutputSettings(options));
        new FirstConfigurationText(writer).Write(path, first);
        host.Terminal.Write(writer.ToString());
    }

    private static void WriteJson(Utf8JsonWriter json, string path, FirstConfiguration first, bool isDryRun)
    {
        json.WriteNumber("schema_version", JsonReport.SchemaVersion);
        json.WriteString("file", path);
        json.WriteBoolean("dry_run", isDryRun);
        json.WriteString("text", isDryRun ? first.Text : null);
        json.WriteTexts("detected", [.. first.Detected.Select(static check => check.Name).Distinct(StringComparer.Ordinal)]);
        json.WriteTexts("built_in", first.BuiltIn);
        json.WriteNumberOrNull("old_findings", first.Old.Count);
        json.WriteString("new_since", first.Old is { Count: > 0, Branch: { } branch } ? branch : null);
        json.WriteStartArray("entries");
        foreach (var entry in first.Entries)
        {
            json.WriteStartObject();
            json.WriteString("name", entry.Name);
            json.WriteString("from", entry.Origin);
            json.WriteBoolean("commented", entry.IsOffered);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("left_out");
        foreach (var left in first.LeftOut)
        {
            json.WriteStartObject();
            json.WriteString("from", left.Origin);
            json.WriteString("why", left.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
