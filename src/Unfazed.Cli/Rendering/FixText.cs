using System.Globalization;
using Unfazed.Validators.Fixing;

namespace Unfazed.Cli.Rendering;

/// <summary>What <c>fix</c> did, for people.</summary>
internal sealed class FixText(LineWriter writer, bool isDryRun)
{
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

        writer.Line(new StyledText(Summary(report), Tone.Strong));
    }

    private StyledText Index(Staging staging) => staging switch
    {
        Staging.Again => new StyledText(isDryRun ? "; would be staged again" : "; staged again", Tone.Faint),
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
