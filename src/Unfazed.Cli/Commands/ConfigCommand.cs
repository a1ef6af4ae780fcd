using System.Collections.Immutable;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Json;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed config</c>: every value in force, and who said so.</summary>
internal static class ConfigCommand
{
    public static async Task<int> RunAsync(Host host, GivenOptions options, CancellationToken cancellationToken)
    {
        var project = await new ProjectLoader(host, options).LoadAsync(cancellationToken).ConfigureAwait(false);
        var entries = ConfigurationListing.Of(project.Configuration);
        if (options.Format == "json")
        {
            WriteJson(host, project, entries);
        }
        else
        {
            WriteText(host, options, project, entries);
        }

        return ExitCodes.Passed;
    }

    private static void WriteJson(Host host, Project project, ImmutableArray<ConfigurationEntry> entries) =>
        JsonOutput.Write(host.Terminal.Output, json =>
        {
            json.WriteNumber("schema_version", JsonReport.SchemaVersion);
            json.WriteString("root", project.Root.Path);
            json.WriteTexts("files", project.ConfigurationFiles);
            json.WriteEntries("values", entries);
        });

    private static void WriteText(Host host, GivenOptions options, Project project, ImmutableArray<ConfigurationEntry> entries)
    {
        var writer = new LineWriter(host.OutputSettings(options));
        writer.Line(new StyledText("root ", Tone.Faint), project.Root.Path);
        var files = project.ConfigurationFiles.IsEmpty ? "none: the defaults are in force" : string.Join(", ", project.ConfigurationFiles);
        writer.Line(new StyledText("files ", Tone.Faint), files);
        foreach (var entry in entries)
        {
            writer.Line($"{entry.Path}: {entry.Value}", new($"  # {entry.Source}", Tone.Faint));
        }

        host.Terminal.Write(writer.ToString());
    }
}
