using System.Collections.Immutable;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Processes;
using Unfazed.Resilience;

namespace Unfazed.Core.Orchestration;

/// <summary>What a program validates, and with what: <see cref="OrchestratorSetup.LoadAsync"/> makes everything else of it.</summary>
public sealed record SetupRequest
{
    /// <summary>Who knows checks; their order is the order of the report within a dimension.</summary>
    public required ImmutableArray<ICheckSource> Sources { get; init; }

    /// <summary>
    /// A folder, relative to the current one: the root where it is a repository's top or holds an <c>unfazed.yaml</c>, else the root is
    /// looked for from there upwards. Null for the current folder.
    /// </summary>
    public string? Directory { get; init; }

    /// <summary>
    /// A configuration file of the program itself, relative to the current folder: weaker than the user's file, and trusted like it.
    /// Null for none.
    /// </summary>
    public string? BaseFile { get; init; }

    /// <summary>A file that is read instead of the project's (<c>-c</c>), relative to the current folder; null for the project's.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>Options as on the command line, by their long names without dashes, such as <c>deadline</c>: they beat every file.</summary>
    public ImmutableArray<OptionText> Options { get; init; } = [];

    /// <summary>Who is told what happens.</summary>
    public ImmutableArray<IRunListener> Listeners { get; init; } = [];

    /// <summary>The circuit breakers, as a rule those of <see cref="UserBreakers"/>; null to run without the resilience layer.</summary>
    public CircuitBreakerRegistry? Breakers { get; init; }

    /// <summary>Variables and the current folder; null for those of this process.</summary>
    public ProcessEnvironment? Environment { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
