using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Lines in which a shell, what starts a program for it, or a tool for archives and objects states that it failed. What follows such a line shows that the failure was tolerated
/// (<c>strip x || true</c>, <c>-strip x</c>), so that only one counts with which a stream ends.
/// </summary>
internal sealed partial class CommandFailures
{
    private string? _open;
    private bool _isTolerated;

    /// <summary>The first line with which a stream ended; null for none.</summary>
    public string? Stated { get; private set; }

    /// <summary>Takes a line.</summary>
    public void Take(string line)
    {
        if (Shell().IsMatch(line) || Starter().IsMatch(line) || ObjectTool().IsMatch(line))
        {
            _open ??= _isTolerated || Warning().IsMatch(line) ? null : line;
        }
        else if (!line.AsSpan().Trim().IsEmpty)
        {
            // Make prints the command before it runs it.
            (_open, _isTolerated) = (null, line.Contains("||", StringComparison.Ordinal));
        }
    }

    /// <summary>Takes the end of a stream.</summary>
    /// <param name="counts">Whether its last line counts: a build tool whose exit code is known has tolerated what it does not state itself.</param>
    public void EndStream(bool counts)
    {
        Stated ??= counts ? _open : null;
        (_open, _isTolerated) = (null, false);
    }

    // "sh: 1: x: not found", "bash: line 1: x: command not found", "zsh:1: command not found: x", and of a script "./build: 3: x: not found", "build.sh: line 3: x: Permission denied".
    [GeneratedRegex(@"^(([^\s:]*/)?-?(sh|r?bash|dash|ash|[kmz]sh|mksh|fish|t?csh|busybox): ?((line )?[0-9]+: ?)?|[^\s:]+: line [0-9]+: |([^\s:]*/[^\s:]+|[^\s:]+\.sh|configure): ?[0-9]+: )([^:]+: )*((command not found|[Uu]nknown command)(: .+)?|not found|inaccessible or not found|No such file( or directory)?|Permission denied|Is a directory|Exec format error|bad interpreter: .*|cannot (open|create|execute).*|can't (cd to|open) .*|[Ss]yntax error.*|unexpected end of file|unbound variable|parameter not set|[Bb]ad substitution)$|^[^\s:]+: Command not found\.$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Shell();

    [GeneratedRegex(@"^([^\s:]*/)?(env|nice|nohup|timeout|xargs|stdbuf|setsid|time|ionice|taskset|sudo|doas|chroot|ccache|sccache|distcc|strace|valgrind): ((failed to|cannot|could not|can't) [a-z]+( command)?:? )?([^:]+: )*(No such file or directory|[Cc]ommand not found|Permission denied|Exec format error|not found)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Starter();

    // "bash: warning: setlocale: LC_ALL: cannot change locale (x): No such file or directory".
    [GeneratedRegex("^[^:]+: (line [0-9]+: )?warning: ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Warning();

    // What they say beside that they do their work is not among these: "ar: creating x.a", "ranlib: file: x.a(y.o) has no symbols".
    [GeneratedRegex(@"^([^\s:]*[/-])?(ar|as|ranlib|strip|objcopy|objdump|nm|size|readelf|elfedit|dlltool|windres|windmc|dsymutil|libtool|lipo|install_name_tool): ([^:]+: )*(No such file|[Ff]ile (format )?not recognized|[Ff]ile truncated|[Ii]nvalid operation|[Pp]ermission denied|[Mm]alformed archive|No space left on device|unrecognized option|invalid option|preprocessing failed|unable to |[Cc]an't |[Cc]annot |could not ).*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ObjectTool();
}
