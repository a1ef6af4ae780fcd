using System.Collections.Immutable;

namespace Unfazed.Core.Configuration.Loading;

/// <summary>A configuration holds mistakes; the message has a line for each.</summary>
/// <param name="errors">Every mistake of all files, variables and options.</param>
#pragma warning disable CA1032, RCS1194 // Without its mistakes it would say nothing.
public sealed class ConfigurationException(ImmutableArray<ConfigurationError> errors)
    : Exception(string.Join('\n', errors.Select(static error => error.ToString())))
#pragma warning restore CA1032, RCS1194
{
    /// <summary>The mistakes, in the order of files, lines and columns.</summary>
    public ImmutableArray<ConfigurationError> Errors { get; } = errors;
}
