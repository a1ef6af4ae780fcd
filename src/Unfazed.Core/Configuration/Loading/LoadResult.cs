using System.Collections.Immutable;

namespace Unfazed.Core.Configuration.Loading;

/// <summary>What became of loading.</summary>
/// <param name="Configuration">The configuration in force; null when there are errors.</param>
/// <param name="Errors">Every mistake of all files, variables and options, in the order of files, lines and columns.</param>
/// <param name="Files">The files that were read, the weakest first, as they are called in sources.</param>
public sealed record LoadResult(UnfazedConfiguration? Configuration, ImmutableArray<ConfigurationError> Errors, ImmutableArray<string> Files)
{
    /// <summary>What the repository's own files hold.</summary>
    internal RepositoryContent? Content { get; init; }
}
