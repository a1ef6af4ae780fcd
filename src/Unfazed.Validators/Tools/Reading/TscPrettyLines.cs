using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>The lines of the TypeScript compiler's pretty format that are no diagnostics: excerpts of sources, related places and the summary.</summary>
internal sealed partial class TscPrettyLines
{
    private int _blanks;
    private bool _isOpen;

    /// <summary>How many errors the compiler counts in its summaries.</summary>
    public int Counted { get; private set; }

    /// <summary>Starts a diagnostic with an excerpt: its message, an empty line, the lines of the source, an empty line.</summary>
    public void Begin() => (_isOpen, _blanks) = (true, 0);

    /// <summary>Takes a line; returns whether it is neither a diagnostic nor part of a message.</summary>
    public bool Take(string line)
    {
        if (Summary().Match(line) is { Success: true } summary)
        {
            Counted += Position.Of(summary.Groups["count"].Value) ?? 0;
            _isOpen = false;
            return true;
        }

        if (!_isOpen)
        {
            return Table().IsMatch(line);
        }

        if (line.Length == 0)
        {
            _blanks++;
            return true;
        }

        // An excerpt may contain anything, also what looks like a diagnostic. After it, related places and their excerpts are indented.
        return (_blanks == 1 && Source().IsMatch(line)) || (_blanks > 0 && line[0] == ' ');
    }

    // "Found 1 error in a.ts:1", "Found 2 errors in the same file, starting at: a.ts:1", "[10:00:00 AM] Found 0 errors. Watching for file changes."
    [GeneratedRegex(@"^(\[?[0-9:]+ ?([AP]M)?\]?( -)? )?Found (?<count>[0-9]{1,9}) errors?( in .*|\.( Watching for file changes\.)?)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Summary();

    [GeneratedRegex(@"^(Errors  Files| +[0-9]+  [^ ].*:[0-9]+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Table();

    [GeneratedRegex(@"^ *([0-9]{1,9}|\.\.\.)( .*)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Source();
}
