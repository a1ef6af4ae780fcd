using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Trust;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// Whether the user trusts what a repository's configuration asks for beyond the repository: services, labels, agents. Trust is for the files as
/// they were read; when one of them changes the repository is not trusted any more.
/// </summary>
public sealed class RepositoryTrust
{
    private readonly TrustStore _store;
    private readonly RepositoryContent? _content;

    private RepositoryTrust(TrustStore store, RepositoryContent? content, UnfazedConfiguration configuration)
    {
        _store = store;
        _content = configuration.Trust == TrustState.NotNeeded ? null : content;
        Asks = AskedBy(configuration);
    }

    /// <summary>Whether it is trusted now.</summary>
    public TrustState State => _content is null ? TrustState.NotNeeded : _store.Look(_content);

    /// <summary>The settings that trust is about, to be shown before somebody decides.</summary>
    public ImmutableArray<ConfigurationEntry> Asks { get; }

    /// <summary>The files that trust is bound to, relative to the root.</summary>
    public ImmutableArray<string> Files => _content?.Files ?? [];

    /// <summary>Reads the configuration of a repository as if it were trusted; nothing of it is used.</summary>
    /// <param name="request">The repository, as for <see cref="OrchestratorSetup.LoadAsync"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ConfigurationException">The configuration holds mistakes: all of them are in the exception.</exception>
    /// <exception cref="Workspace.WorkspaceException">The folder can't be used, or git can't list its files.</exception>
    public static async Task<RepositoryTrust> ReadAsync(SetupRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (loaded, _) = await SetupLoader.ReadAsync(request, static _ => TrustState.Trusted, cancellationToken).ConfigureAwait(false);
        var configuration = loaded.Result.Configuration ?? throw new ConfigurationException(loaded.Result.Errors);
        return new RepositoryTrust(new TrustStore(loaded.Processes.Environment), loaded.Result.Content, configuration);
    }

    /// <summary>Trusts the repository as it was read. Show <see cref="Asks"/> to a person first.</summary>
    /// <exception cref="IOException">The decision cannot be stored.</exception>
    public void Trust()
    {
        if (_content is not null && _store.Trust(_content) is { } problem)
        {
            throw new IOException($"trust could not be stored: {problem}");
        }
    }

    /// <summary>The settings of a repository that trust is about.</summary>
    internal static ImmutableArray<ConfigurationEntry> AskedBy(UnfazedConfiguration configuration) =>
    [
        .. ConfigurationListing.Of(configuration)
            .Where(static entry => entry.Source.Origin == SettingOrigin.ProjectFile && RepositoryClaims.Concerns(entry.Path)),
    ];
}
