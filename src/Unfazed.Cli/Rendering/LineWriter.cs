using System.Text;
using Unfazed.Core;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Rendering;

/// <summary>
/// Writes lines for people. Here, and only here, text that came from elsewhere is cleaned, wrapped and coloured: what passes
/// through cannot move the cursor, forge a line or speak to a build server.
/// </summary>
internal sealed class LineWriter(RenderSettings settings)
{
    private const int NarrowestText = 10;

    private readonly StringBuilder _lines = new();
    private int _column;
    private bool _empty = true;

    public RenderSettings Settings { get; } = settings;

    /// <summary>Writes a line, with further lines under <paramref name="hanging"/> where it is too long for the terminal.</summary>
    /// <param name="indent">Spaces before the first line.</param>
    /// <param name="hanging">Spaces before the lines that follow from wrapping.</param>
    /// <param name="parts">What stands in it.</param>
    public void Line(int indent, int hanging, params ReadOnlySpan<StyledText> parts)
    {
        var start = _lines.Length;
        Begin(indent);
        foreach (var part in parts)
        {
            WritePart(TerminalText.CleanLine(Settings.Redactor.Text(part.Text)), part.Tone, hanging);
        }

        if (Settings.GitHubActions)
        {
            DisarmFrom(start);
        }

        _lines.Append('\n');
    }

    public void Line(params ReadOnlySpan<StyledText> parts) => Line(0, 2, parts);

    public void BlankLine() => _lines.Append('\n');

    public override string ToString() => _lines.ToString();

    private void Begin(int indent)
    {
        _lines.Append(' ', indent);
        _column = indent;
        _empty = true;
    }

    private void WritePart(string text, Tone tone, int hanging)
    {
        var start = 0;
        while (start < text.Length)
        {
            var word = text.AsSpan(start).IndexOfAnyExcept(' ') is var spaces and >= 0 ? spaces : text.Length - start;
            var end = text.IndexOf(' ', start + word) is var next and >= 0 ? next : text.Length;
            WriteWord(word, text[(start + word)..end], tone, hanging);
            start = end;
        }
    }

    private void WriteWord(int spaces, string word, Tone tone, int hanging)
    {
        if (Settings.Width is { } limit && !_empty && spaces > 0 && _column + spaces + ColumnWidth.Of(word) > limit)
        {
            _lines.Append('\n');
            Begin(hanging);
            spaces = 0;
        }

        _lines.Append(' ', spaces);
        _column += spaces;
        foreach (var piece in Settings.Width is { } columns ? Broken(word, columns, hanging) : [word])
        {
            _lines.Append(Ink.Paint(piece, Settings.Color ? tone : Tone.Plain));
            _empty &= piece.Length == 0;
        }
    }

    // A word longer than the terminal is broken by us, so that what follows it still stands where it should.
    private IEnumerable<string> Broken(string word, int limit, int hanging)
    {
        var piece = new StringBuilder();
        foreach (var rune in word.EnumerateRunes())
        {
            var width = ColumnWidth.Of(rune);
            if (_column + width > Math.Max(limit, hanging + NarrowestText))
            {
                yield return piece.ToString();
                piece.Clear();
                _lines.Append('\n');
                Begin(hanging);
            }

            piece.Append(rune);
            _column += width;
        }

        yield return piece.ToString();
    }

    // Of whole lines, after they were broken: a break may put anything at the beginning of one.
    private void DisarmFrom(int start)
    {
        var lines = _lines.ToString(start, _lines.Length - start).Split('\n').Select(BuildServerCommands.Disarm);
        _lines.Length = start;
        _lines.AppendJoin('\n', lines);
    }
}
