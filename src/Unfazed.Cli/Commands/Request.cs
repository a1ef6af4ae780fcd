using System.Collections.Immutable;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Cli.Commands;

/// <summary>The command line, taken apart and not yet understood.</summary>
internal sealed record Request
{
    /// <summary>The command; <c>run</c> when none was named.</summary>
    public required string Command { get; init; }

    /// <summary>The options as they were given, a flag as <c>1</c>.</summary>
    public ImmutableArray<OptionText> Options { get; init; } = [];

    /// <summary>The arguments that are neither command nor option.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Whether a hook asked for this run: somebody waits for it, so nothing is delivered to services.</summary>
    public bool IsUnderHook { get; init; }

    /// <summary>The files that a run is narrowed to, absolute, where not the command line but we name them; null where we don't.</summary>
    public ImmutableArray<string>? Files { get; init; }

    /// <summary>The change that a run is narrowed to, where we name it; of it, those of <see cref="Files"/> where there are some. Null where we don't.</summary>
    public ChangeRequest? Change { get; init; }

    /// <summary>Whether help was asked for.</summary>
    public bool Help { get; init; }
}
