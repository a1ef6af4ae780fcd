using System.Text;

namespace Unfazed.Integrations.Prometheus;

/// <summary>The path of a Pushgateway's group: <c>job/unfazed/project/NAME/branch/NAME</c>. Odd names are written in base64 (URL alphabet), as the gateway reads them since 0.10.</summary>
internal static class GroupingKey
{
    /// <summary>The group of a project and branch.</summary>
    public static string Of(string project, string branch) => $"job/unfazed/{Label("project", WireText.Of(project))}/{Label("branch", WireText.Of(branch))}";

    // The gateway reads an empty base64 value as "=".
    private static string Label(string name, string value) =>
        value.Length > 0 && value.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_') ? $"{name}/{value}"
        : value.Length == 0 ? $"{name}@base64/="
        : $"{name}@base64/{Convert.ToBase64String(Encoding.UTF8.GetBytes(value)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}";
}
