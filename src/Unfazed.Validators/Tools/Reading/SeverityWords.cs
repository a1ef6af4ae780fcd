using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>The words that tools have for severities.</summary>
internal static class SeverityWords
{
    /// <summary>The severity of a word, whatever its case; <see cref="Severity.Warning"/> for one that is not known.</summary>
    public static Severity Of(string? word) => word?.ToLowerInvariant() switch
    {
        "error" or "fatal" or "deny" => Severity.Error,
        "note" or "info" or "information" or "hint" or "style" or "help" or "advice" => Severity.Note,
        _ => Severity.Warning,
    };
}
