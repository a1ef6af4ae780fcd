using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Unfazed.Core;
using Unfazed.Core.Redaction;

namespace Unfazed.Integrations.Agents;

/// <summary>How a tool's work ended, in the server's own words.</summary>
internal enum ToolEnding
{
    /// <summary>The result says that the work was done, or says something and nothing against it.</summary>
    Done,

    /// <summary>The server refused, or the work failed.</summary>
    Refused,

    /// <summary>The work was taken and not done: registered, queued, still running, or waiting for somebody's input.</summary>
    Unfinished,

    /// <summary>The result is empty: it says nothing for or against.</summary>
    Silent,
}

/// <summary>
/// The result of a tool. A result without <c>isError</c> is not yet a success: servers report failures, and work that only begins, as normal
/// results with JSON such as <c>{"success":false,…}</c> or <c>{"status":"registered"}</c>.
/// </summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Text">The server's words as they are: cover secrets in them before they are cut.</param>
internal sealed record ToolAnswer(ToolEnding Ending, string Text)
{
    private const int LongestText = 300;

    // What is covered before it is cut need not be covered beyond what can be shown.
    private const int LongestCovered = 64 * 1024;

    /// <summary>Reads a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="raw">The same as it was sent: a task or a request for input has members that a result does not know.</param>
    public static ToolAnswer Of(CallToolResult result, JsonNode? raw = null)
    {
        var texts = result.Content.OfType<TextContentBlock>().Select(static block => block.Text).ToList();
        var text = string.Join(' ', texts);
        var statements = texts.Select(StatedEnding.In).Prepend(result.StructuredContent is { } structured ? StatedEnding.In(structured) : null).OfType<ToolAnswer>().ToList();
        return statements.Find(static stated => stated.Ending == ToolEnding.Refused)
            ?? (result.IsError == true ? Refused(text.Length == 0 ? "the server reports an error and gives no reason" : text) : null)
            ?? StatedEnding.OfProtocol(raw)
            ?? statements.Find(static stated => stated.Ending == ToolEnding.Unfinished)
            ?? (texts.TrueForAll(string.IsNullOrWhiteSpace) && result.StructuredContent is null && result.Content.Count == texts.Count
                ? new ToolAnswer(ToolEnding.Silent, "")
                : new ToolAnswer(ToolEnding.Done, text.Length == 0 && result.StructuredContent is { } value ? value.GetRawText() : text));
    }

    /// <summary>Of an error that the server gave instead of a result.</summary>
    public static ToolAnswer Refused(string message) => new(ToolEnding.Refused, message);

    /// <summary>Those words without secrets, on one line and bounded. The order matters: a secret that was cut is not known any more.</summary>
    public ToolAnswer Shown(Redactor redactor)
    {
        var covered = redactor.Text(Text.Length > LongestCovered ? Text[..LongestCovered] : Text);
        var clean = TerminalText.CleanLine(covered.Length > LongestText * 4 ? covered[..(LongestText * 4)] : covered).Trim();
        return this with { Text = clean.Length <= LongestText ? clean : clean[..LongestText] + "…" };
    }
}
