namespace Unfazed.Integrations.Agents;

/// <summary>A server of agents could not be started, ended, or said what is no answer: its failure, which its breaker counts.</summary>
/// <param name="message">What, in its own last words where there are any.</param>
/// <param name="inner">What was seen.</param>
#pragma warning disable CA1032, CA1064, RCS1194 // It goes from the session to the phase, and always says what.
internal sealed class McpServerException(string message, Exception? inner = null) : Exception(message, inner);
#pragma warning restore CA1032, CA1064, RCS1194
