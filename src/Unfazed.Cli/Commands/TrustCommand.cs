using System.Collections.Immutable;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Json;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Reports;
using Unfazed.Core.Trust;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed trust</c>: shows what the repository's configuration asks for beyond the repository, and lets it count as it is.</summary>
internal sealed class TrustCommand(Host host, GivenOptions options, CancellationToken cancellationToken)
{
    private readonly TrustStore _store = new(host.Environment);

    public async Task<int> RunAsync()
    {
        // As if it were trusted: what is shown is what would count. What is stored is bound to the very bytes that were read for it.
        var loader = new ProjectLoader(host, options) { Trust = static _ => TrustState.Trusted };
        var project = await loader.LoadAsync(cancellationToken).ConfigureAwait(false);
        var asked = RepositoryTrust.AskedBy(project.Configuration);
        if (project.Configuration.Trust == TrustState.NotNeeded || project.Content is not { } content)
        {
            return Tell(project, asked, isTrusted: false, "This configuration asks for nothing that needs trust.");
        }

        if (_store.Look(content) == TrustState.Trusted)
        {
            return Tell(project, asked, isTrusted: true, "It is trusted as it is now.");
        }

        if (!options.Yes && !host.Terminal.IsInputTerminal)
        {
            Show(project, asked, toError: true);
            throw new UsageException("nobody can be asked here: look at the lines above, then unfazed trust --yes");
        }

        if (!options.Yes && !Agrees(project, asked))
        {
            host.Say("unfazed: nothing was changed");
            return ExitCodes.Passed;
        }

        return _store.Trust(content) is { } problem
            ? throw new UsageException($"trust could not be kept: {problem}")
            : Tell(project, asked, isTrusted: true, "Trusted, until one of these files changes.");
    }

    private bool Agrees(Project project, ImmutableArray<ConfigurationEntry> asked)
    {
        Show(project, asked, toError: true);
        host.Terminal.WriteError("Trust it? [y/N] ");
        using var input = new StreamReader(Terminal.OpenInput());
        return input.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    private int Tell(Project project, ImmutableArray<ConfigurationEntry> asked, bool isTrusted, string end)
    {
        if (options.Format == "json")
        {
            WriteJson(project, asked, isTrusted);
            return ExitCodes.Passed;
        }

        Show(project, asked, toError: false);
        var writer = new LineWriter(host.OutputSettings(options));
        writer.Line(end);
        host.Terminal.Write(writer.ToString());
        return ExitCodes.Passed;
    }

    private void Show(Project project, ImmutableArray<ConfigurationEntry> asked, bool toError)
    {
        var writer = new LineWriter(toError ? new RenderSettings { GitHubActions = host.Terminal.IsGitHubActions } : host.OutputSettings(options));
        writer.Line(new StyledText("root ", Tone.Faint), project.Root.Path);
        writer.Line(new StyledText("files ", Tone.Faint), string.Join(", ", project.Content?.Files ?? []));
        foreach (var entry in asked)
        {
            writer.Line(2, 4, $"{entry.Path}: {entry.Value}", new($"  # {entry.Source}", Tone.Faint));
        }

        if (toError)
        {
            host.Terminal.WriteError(writer.ToString());
        }
        else
        {
            host.Terminal.Write(writer.ToString());
        }
    }

    private void WriteJson(Project project, ImmutableArray<ConfigurationEntry> asked, bool isTrusted) => JsonOutput.Write(host.Terminal.Output, json =>
    {
        json.WriteNumber("schema_version", JsonReport.SchemaVersion);
        json.WriteString("root", project.Root.Path);
        json.WriteTexts("files", project.Content?.Files ?? []);
        json.WriteBoolean("trusted", isTrusted);
        json.WriteEntries("asks", asked);
    });
}
