using System.Collections.Immutable;
using Unfazed.Core.Caching;
using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Resilience;

namespace Unfazed.Core.Orchestration;

/// <summary>What an orchestrator works with.</summary>
public sealed record OrchestratorSetup
{
    /// <summary>
    /// Finds the root, loads its configuration and lists its files. A git or a file system that hangs is waited for until
    /// <paramref name="cancellationToken"/> fires; the time counts against the run's deadline.
    /// </summary>
    /// <param name="request">What is validated, and with what.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <exception cref="Configuration.Loading.ConfigurationException">The configuration holds mistakes: all of them are in the exception.</exception>
    /// <exception cref="ArgumentException">Two sources have a check of one name, or a source has a name that no configuration can write.</exception>
    /// <exception cref="WorkspaceException">The folder can't be used, or git can't list its files.</exception>
    public static Task<OrchestratorSetup> LoadAsync(SetupRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SetupLoader.LoadAsync(request, cancellationToken);
    }

    /// <summary>
    /// The same for a run that counts every finding, which is what a baseline is made of: without the baseline, without a commit whose findings are
    /// known, and not ended by the first failure.
    /// </summary>
    public OrchestratorSetup WithoutKnownFindings() => this with
    {
        Configuration = Configuration with
        {
            Baseline = null,
            NewSince = Setting<string?>.Default(null),
            FailFast = Configuration.FailFast with { Value = false },
        },
        KnownSince = null,
    };

    /// <summary>The files.</summary>
    public required WorkspaceSnapshot Workspace { get; init; }

    /// <summary>The configuration in force.</summary>
    public required UnfazedConfiguration Configuration { get; init; }

    /// <summary>Who knows checks; their order is the order of the report within a dimension.</summary>
    public required ImmutableArray<ICheckSource> Sources { get; init; }

    /// <summary>Starts processes.</summary>
    public required ProcessRunner Processes { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// A timestamp of <see cref="Time"/> at the start of the process: deadline and duration of every run count from here. If null, they count
    /// from the start of the run, and those of the first run after <see cref="LoadAsync"/> from the start of the loading.
    /// </summary>
    public long? ProcessStart { get; init; }

    /// <summary>When the loading began, for the first run; null where nothing was loaded.</summary>
    internal LoadingStart? Loading { get; init; }

    /// <summary>The circuit breakers, which outlive the process when they have a store; null to run without the resilience layer.</summary>
    public CircuitBreakerRegistry? Breakers { get; init; }

    /// <summary>Where answers are kept that need not be given again; null to run everything and keep nothing (<c>--no-cache</c>).</summary>
    public ValidationCache? Cache { get; init; }

    /// <summary>Whether the breakers of tools are passed by (<c>--force</c>); those of services never are.</summary>
    public bool PassToolBreakersBy { get; init; }

    /// <summary>The commit whose findings are known; null for the one that the configuration names (<see cref="UnfazedConfiguration.NewSince"/>), if it names one.</summary>
    public KnownSince? KnownSince { get; init; }

    /// <summary>What will be told to services once the report is written, as the report says it: <c>pending</c>, or <c>skipped</c>.</summary>
    public ImmutableArray<IntegrationResult> Integrations { get; init; } = [];

    /// <summary>Whether it is a part of another run, such as a look at whether a fix holds: it keeps no journal, so that nobody takes it for the last run.</summary>
    internal bool IsAside { get; init; }

    /// <summary>Is given the report as it would be at each moment of the run; null where nobody asks for it.</summary>
    internal RunDraft? Draft { get; init; }

    /// <summary>Who is told what happens.</summary>
    public ImmutableArray<IRunListener> Listeners { get; init; } = [];
}

/// <summary>When a setup began to be loaded: what was loaded counts against the deadline of one run, the first.</summary>
/// <param name="timestamp">A timestamp of the setup's clock.</param>
internal sealed class LoadingStart(long timestamp)
{
    private int _taken;

    /// <summary>The timestamp, for whoever asks first; else null.</summary>
    public long? Take() => Interlocked.Exchange(ref _taken, 1) == 0 ? timestamp : null;
}
