using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Validators.Fixing;

namespace Unfazed.Cli.Rendering;

/// <summary>What <c>fix</c> did, for people.</summary>
internal sealed class FixText(LineWriter writer, bool isDryRun)
{
    /// <summary>Whether the files that were left alone are named, too.</summary>
    public bool NamesKept { get; init; }

    public void Write(FixReport report)
    {
        foreach (var file in report.Files)
        {
            writer.Line(
                new StyledText(isDryRun ? "would mend " : "mended ", Tone.Good), file.Path,
                new StyledText($"  {string.Join(", ", file.By)}", Tone.Faint), Index(file.Staging));
        }

        foreach (var problem in report.Problems)
        {
            writer.Line(new StyledText("not mended ", Tone.Caution), $"{problem.Subject}: {problem.Message}");
        }

        WriteKept(report.Kept);
        writer.Line(new StyledText(Summary(report), Tone.Strong));
    }

    private void WriteKept(ImmutableArray<KeptFile> kept)
    {
        foreach (var file in NamesKept ? kept : [])
        {
            writer.Line(new StyledText("left alone ", Tone.Faint), file.Path, new StyledText($"  {Words(file.Reason, 1)}", Tone.Faint));
        }

        // In the order of the reasons; the last of them no name helps.
        var counts = kept.GroupBy(static file => file.Reason).OrderBy(static group => group.Key).ToList();
        var nameable = counts.Where(static group => group.Key != KeptReason.OtherEncoding).Select(static group => Words(group.Key, group.Count())).ToList();
        var other = counts.FirstOrDefault(static group => group.Key == KeptReason.OtherEncoding)?.Count() ?? 0;
        var text = nameable.Count == 0 ? "" : $"{string.Join(", ", nameable)} left alone; name them to fix them. ";
        text += other == 0 ? "" : $"{Words(KeptReason.OtherEncoding, other)} left alone.";
        if (text.Length > 0)
        {
            writer.Line(new StyledText(text.TrimEnd(), Tone.Faint));
        }
    }

    private static string Words(KeptReason reason, int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {reason switch
    {
        KeptReason.Fixture => count == 1 ? "fixture file" : "fixture files",
        KeptReason.Snapshot => count == 1 ? "snapshot" : "snapshots",
        KeptReason.Patch => count == 1 ? "patch" : "patches",
        KeptReason.Mail => count == 1 ? "mail" : "mails",
        KeptReason.Content => count == 1 ? "file in which white space may be content" : "files in which white space may be content",
        _ => count == 1 ? "file that is not UTF-8" : "files that are not UTF-8",
    }}");

    private StyledText Index(Staging staging) => staging switch
    {
        Staging.Again => new StyledText(isDryRun ? "; would be staged again" : "; staged again", Tone.Faint),
        Staging.Failed => new StyledText("; not staged again", Tone.Caution),
        Staging.Partial => new StyledText("; a part of it was staged: the index keeps what it has", Tone.Caution),
        _ => "",
    };

    private string Summary(FixReport report) => report.Files.Length switch
    {
        0 when report.Problems.IsEmpty => "Nothing to mend.",
        0 => "No file was changed.",
        1 => isDryRun ? "1 file would be mended." : "1 file mended.",
        var count => string.Create(CultureInfo.InvariantCulture, $"{count} files {(isDryRun ? "would be " : "")}mended."),
    };
}
