namespace Unfazed.Core.Workspace;

/// <summary>The root or a path that was asked for cannot be used, or git cannot list its files: a usage error, nothing was run.</summary>
/// <param name="message">What, where, and what would be right; may hold several lines where git itself says so.</param>
public sealed class WorkspaceException(string message) : Exception(message);
