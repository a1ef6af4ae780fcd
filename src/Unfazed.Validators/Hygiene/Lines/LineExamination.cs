using Unfazed.Core;
using Unfazed.Validators.Hygiene.EditorConfig;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene.Lines;

/// <summary>The rules about lines, in one pass over a file, block after block.</summary>
internal sealed class LineExamination(RuleSet rules, EditorConfigProperties asked, bool isMarkdown, FileFindings findings)
{
    private readonly LineTally _trailing = new();
    private readonly LineEndingTally _endings = new();
    private int _line = 1;
    private int _columnsBefore;
    private int _emptyLines;
    private int _conflictMarkers;
    private TextPlace? _unterminated;

    /// <summary>Looks at the next block.</summary>
    public void Next(TextBlock block)
    {
        var content = block.Content;
        CountCarriageReturns(content);
        var start = 0;
        while (content[start..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            EndLine(content.Slice(start, length));
            start += length + 1;
        }

        var rest = content[start..];
        if (!rest.IsEmpty)
        {
            SeeUnfinished(rest, block);
        }
    }

    /// <summary>Reports what was counted.</summary>
    public void End()
    {
        ReportTrailingWhitespace();
        ReportEndOfFile();
        ReportLineEndings();
    }

    private void EndLine(ReadOnlySpan<byte> line)
    {
        var isCrLf = line.EndsWith((byte)'\r');
        _endings.Add(isCrLf ? LineEnding.CrLf : LineEnding.Lf, new TextPlace(_line));
        var text = isCrLf ? line[..^1] : line;
        SeeConflictMarker(text);
        SeeTrailingWhitespace(text);
        _emptyLines = text.IsEmpty && _columnsBefore == 0 ? _emptyLines + 1 : 0;
        _columnsBefore = 0;
        _line++;
    }

    private void SeeUnfinished(ReadOnlySpan<byte> rest, TextBlock block)
    {
        SeeConflictMarker(rest);
        _emptyLines = 0;
        if (!block.IsLast)
        {
            _columnsBefore += TextColumn.After(rest) - 1;
            return;
        }

        var text = rest.TrimEnd((byte)'\r');
        SeeTrailingWhitespace(text);
        _unterminated = rest.EndsWith((byte)'\r') ? null : new TextPlace(_line, _columnsBefore + TextColumn.After(rest));
    }

    private void SeeConflictMarker(ReadOnlySpan<byte> line)
    {
        if (_columnsBefore == 0 && ConflictMarkers.IsMarker(line) && Has(RuleSet.MergeConflict) && _conflictMarkers++ < TextFileValidator.MaxFindingsOfFile)
        {
            findings.Add(HygieneRules.MergeConflict, Severity.Error, "a conflict marker that a merge left behind", new TextPlace(_line, 1, TextColumn.After(line)));
        }
    }

    private void SeeTrailingWhitespace(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || !IsSpace(line[^1]))
        {
            return;
        }

        var text = line.TrimEnd(" \t\v\f"u8);
        if (!IsMarkdownBreak(line, text))
        {
            _trailing.Add(new TextPlace(_line, _columnsBefore + TextColumn.After(text), _columnsBefore + TextColumn.After(line)));
        }
    }

    // Two spaces and more behind a text are a line break there; they are wrong only where white space is asked away.
    private bool IsMarkdownBreak(ReadOnlySpan<byte> line, ReadOnlySpan<byte> text) =>
        isMarkdown && asked.TrimTrailingWhitespace is null && !text.IsEmpty && line.EndsWith("  "u8);

    private void CountCarriageReturns(ReadOnlySpan<byte> content)
    {
        var line = _line;
        for (var start = 0; content[start..].IndexOf((byte)'\r') is >= 0 and var before;)
        {
            line += content.Slice(start, before).Count((byte)'\n');
            start += before + 1;
            if (start == content.Length || content[start] != '\n')
            {
                _endings.Add(LineEnding.Cr, new TextPlace(line));
            }
        }
    }

    private void ReportTrailingWhitespace()
    {
        if (_trailing.Count > 0 && Has(RuleSet.TrailingWhitespace) && SeverityOf(asked.TrimTrailingWhitespace) is { } severity)
        {
            var message = _trailing.Count == 1 ? "white space at the end of a line" : $"white space at the end of {_trailing.Count} lines; this is the first";
            findings.AddCounted(HygieneRules.TrailingWhitespace, severity, message + (severity == Severity.Warning ? "; .editorconfig asks for none" : ""), _trailing.First, _trailing.Count);
        }
    }

    private void ReportEndOfFile()
    {
        if (!Has(RuleSet.EndOfFile) || SeverityOf(asked.InsertFinalNewline) is not { } severity)
        {
            return;
        }

        if (_unterminated is { } place)
        {
            var request = severity == Severity.Warning ? "; .editorconfig asks for one" : "";
            findings.AddCounted(HygieneRules.EndOfFile, severity, "no line feed at the end of the file" + request, place, 1);
        }
        else if (_emptyLines > 0)
        {
            var message = _emptyLines == 1 ? "an empty line at the end of the file" : $"{_emptyLines} empty lines at the end of the file";
            findings.AddCounted(HygieneRules.EndOfFile, Severity.Note, message, new TextPlace(_line - _emptyLines, 1), 1);
        }
    }

    private void ReportLineEndings()
    {
        if (Has(RuleSet.MixedLineEnding) && LineEndingReport.Of(_endings, asked.EndOfLine) is var (severity, message, place, count))
        {
            findings.AddCounted(HygieneRules.MixedLineEnding, severity, message, place, count);
        }
    }

    private bool Has(RuleSet rule) => (rules & rule) != 0;

    private static Severity? SeverityOf(bool? asked) => asked switch
    {
        true => Severity.Warning,
        false => null,
        null => Severity.Note,
    };

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\v' or (byte)'\f';
}
