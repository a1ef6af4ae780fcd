using System.Text.Json;
using ModelContextProtocol.Protocol;
using Unfazed.Core;
using Unfazed.Core.Redaction;

namespace Unfazed.Integrations.Agents;

/// <summary>
/// What a tool said. Some servers report a failure as a normal result whose text is <c>{"success":false,"error":…}</c>: it is told from
/// success here.
/// </summary>
/// <param name="Succeeded">Whether it did what it was asked for, in its own words.</param>
/// <param name="Text">Those words as they are: cover secrets in them before they are cut.</param>
internal sealed record ToolAnswer(bool Succeeded, string Text)
{
    private const int LongestText = 300;

    // What is covered before it is cut need not be covered beyond what can be shown.
    private const int LongestCovered = 64 * 1024;
    private const int DeepestJson = 16;

    public static ToolAnswer Of(CallToolResult result)
    {
        var texts = result.Content.OfType<TextContentBlock>().Select(static block => block.Text).ToList();
        var failure = (result.StructuredContent is { } structured ? FailureIn(structured) : null)
            ?? texts.Select(FailureIn).FirstOrDefault(static found => found is not null);
        return failure is not null ? new ToolAnswer(false, failure)
            : new ToolAnswer(result.IsError != true, string.Join(' ', texts));
    }

    /// <summary>Of an error that the server gave instead of a result.</summary>
    public static ToolAnswer Refused(string message) => new(false, message);

    private static string? FailureIn(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith('{'))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = DeepestJson });
            return FailureIn(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? FailureIn(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("success", out var success) || success.ValueKind != JsonValueKind.False)
        {
            return null;
        }

        foreach (var name in (string[])["error", "message", "reason"])
        {
            if (element.TryGetProperty(name, out var said) && said.ValueKind != JsonValueKind.Null)
            {
                return said.ValueKind == JsonValueKind.Object && said.TryGetProperty("message", out var message) ? message.ToString() : said.ToString();
            }
        }

        return "it says that it did not succeed, and not why";
    }

    /// <summary>Those words without secrets, on one line and bounded. The order matters: a secret that was cut is not known any more.</summary>
    public ToolAnswer Shown(Redactor redactor)
    {
        var covered = redactor.Text(Text.Length > LongestCovered ? Text[..LongestCovered] : Text);
        var clean = TerminalText.CleanLine(covered.Length > LongestText * 4 ? covered[..(LongestText * 4)] : covered).Trim();
        return this with { Text = clean.Length <= LongestText ? clean : clean[..LongestText] + "…" };
    }
}
