using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Unfazed.Core.Redaction;

/// <summary>Covers secrets in each text of an observation.</summary>
internal static class ObservationRedaction
{
    public static Observation Redact(Observation seen, Redactor redactor) => seen with
    {
        Message = Text(seen.Message, redactor),
        Incomplete = Text(seen.Incomplete, redactor),
        Summary = Text(seen.Summary, redactor),
        Version = Text(seen.Version, redactor),
        Command = Texts(seen.Command, redactor),
        Log = Text(seen.Log, redactor),
        Findings = Each(seen.Findings, finding => Redact(finding, redactor)),
        Details = Redact(seen.Details, redactor),
    };

    private static Finding Redact(Finding finding, Redactor redactor)
    {
        var (rule, message) = (redactor.Text(finding.Rule), redactor.Text(finding.Message));
        var (path, url, identity) = (Text(finding.Path, redactor), Text(finding.Url, redactor), Text(finding.Identity, redactor));
        var isClean = ReferenceEquals(rule, finding.Rule) && ReferenceEquals(message, finding.Message)
            && ReferenceEquals(path, finding.Path) && ReferenceEquals(url, finding.Url) && ReferenceEquals(identity, finding.Identity);
        return isClean ? finding : finding with { Rule = rule, Message = message, Path = path, Url = url, Identity = identity };
    }

    private static ImmutableSortedDictionary<string, DetailValue> Redact(ImmutableSortedDictionary<string, DetailValue> details, Redactor redactor)
    {
        foreach (var (name, detail) in details)
        {
            var clean = detail.Value switch
            {
                string text => redactor.Text(text),
                ImmutableArray<string> texts => Texts(texts, redactor),
                _ => detail,
            };
            details = clean == detail ? details : details.SetItem(name, clean);
        }

        return details;
    }

    private static string? Text(string? text, Redactor redactor) => text is null ? null : redactor.Text(text);

    private static ImmutableArray<string> Texts(ImmutableArray<string> texts, Redactor redactor) => Each(texts, redactor.Text);

    // The same array where nothing changed: there may be a hundred thousand findings.
    private static ImmutableArray<T> Each<T>(ImmutableArray<T> items, Func<T, T> clean)
        where T : class
    {
        T[]? cleaned = null;
        for (var index = 0; index < items.Length; index++)
        {
            var item = clean(items[index]);
            if (!ReferenceEquals(item, items[index]))
            {
                cleaned ??= [.. items];
                cleaned[index] = item;
            }
        }

        return cleaned is null ? items : ImmutableCollectionsMarshal.AsImmutableArray(cleaned);
    }
}
