using System.Globalization;
using System.Text;

namespace Unfazed.Cli.Rendering;

/// <summary>
/// Lines that are redrawn where they stand (ECMA-48 control sequences). The cursor rests below the last one. Gives what is to be
/// written, in one piece for each change, and writes nothing itself.
/// </summary>
internal sealed class LiveBlock
{
    private const string ToEndOfLine = "\e[K";
    private const string ToEndOfScreen = "\e[J";

    private IReadOnlyList<string> _shown = [];

    /// <summary>Replaces the lines; only those that changed are written.</summary>
    public string Redraw(IReadOnlyList<string> lines)
    {
        if (lines.SequenceEqual(_shown, StringComparer.Ordinal))
        {
            return "";
        }

        var text = new StringBuilder(Up());
        for (var index = 0; index < lines.Count; index++)
        {
            if (index >= _shown.Count || lines[index] != _shown[index])
            {
                text.Append(lines[index]).Append(ToEndOfLine);
            }

            text.Append("\r\n");
        }

        text.Append(lines.Count < _shown.Count ? ToEndOfScreen : "");
        _shown = lines;
        return text.ToString();
    }

    /// <summary>Writes text above the lines, which it scrolls up with the rest of the screen, and the lines again below it.</summary>
    /// <param name="above">Whole lines.</param>
    /// <param name="lines">The lines from now on; none to end the block.</param>
    public string Insert(string above, IReadOnlyList<string> lines)
    {
        var before = Up() + (_shown.Count > 0 ? ToEndOfScreen : "") + above;
        _shown = [];
        return before + Redraw(lines);
    }

    private string Up() => _shown.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"\e[{_shown.Count}A\r");
}
