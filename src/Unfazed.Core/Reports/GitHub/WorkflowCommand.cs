using System.Text;

namespace Unfazed.Core.Reports.GitHub;

/// <summary>One workflow command of GitHub Actions, escaped as its toolkit does: no text can end the line or begin another command.</summary>
internal sealed class WorkflowCommand(string name)
{
    private const int LongestMessage = 2_000;
    private const int LongestProperty = 500;

    private readonly StringBuilder _properties = new();

    public WorkflowCommand With(string property, string? value)
    {
        if (value is not null)
        {
            _properties.Append(_properties.Length == 0 ? ' ' : ',').Append(property).Append('=').Append(OfProperty(value));
        }

        return this;
    }

    /// <summary>The line, its end included.</summary>
    public string Line(string message) => $"::{name}{_properties}::{OfData(ShortText.Line(message, LongestMessage))}\n";

    private static string OfData(string text) => text.Replace("%", "%25", StringComparison.Ordinal);

    private static string OfProperty(string text) => OfData(ShortText.Line(text, LongestProperty))
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
