namespace Unfazed.Cli.Commands;

/// <summary>What was asked for cannot be done as it was said; nothing was run.</summary>
/// <param name="lines">What is wrong and what would be right, a line each.</param>
internal sealed class UsageException(params IEnumerable<string> lines) : Exception(string.Join('\n', lines))
{
    /// <summary>What is wrong and what would be right, a line each.</summary>
    public IReadOnlyList<string> Lines { get; } = [.. lines];
}
