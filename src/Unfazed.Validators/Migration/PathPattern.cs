using System.Collections.Immutable;
using System.Text;

namespace Unfazed.Validators.Migration;

/// <summary>
/// Writes the simple regular expressions that people use for paths as globs: <c>\.py$</c>, <c>^docs/</c>, <c>^(a|b)/.*\.md$</c>, also over several
/// lines (<c>(?x)</c>). One that says more than a glob can is refused, not guessed.
/// </summary>
internal static class PathPattern
{
    /// <summary>
    /// Globs for a pattern of files to leave out; null when it can't be said. What is not anchored is taken for whole names: a file too many that is
    /// looked at does less harm than one too few.
    /// </summary>
    public static ImmutableArray<string>? ToExclusions(string pattern) => ToGlobs(pattern, static part => ToGlob(part) ?? WholeName(part));

    /// <summary>Globs for a pattern of files to look at; null when it can't be said.</summary>
    public static ImmutableArray<string>? ToGlobs(string pattern) => ToGlobs(pattern, ToGlob);

    /// <summary>The one glob for a pattern, or null.</summary>
    public static string? ToGlob(string pattern)
    {
        var isAnchored = pattern.StartsWith('^');
        var isEnded = pattern.EndsWith('$') && !pattern.EndsWith("\\$", StringComparison.Ordinal);
        var body = pattern[(isAnchored ? 1 : 0)..(isEnded ? pattern.Length - 1 : pattern.Length)];
        body = !isAnchored && body.StartsWith(".*", StringComparison.Ordinal) ? body[2..] : body;
        if (Convert(body) is not { Length: > 0 } glob)
        {
            return null;
        }

        var isFolder = glob.EndsWith('/');
        if (!isEnded && !isFolder)
        {
            return null;
        }

        // Without an anchor "test/" would also be the end of "latest/"; of an ending nothing else can be meant.
        var isEnding = glob[0] == '.' || glob.StartsWith("{.", StringComparison.Ordinal);
        return isAnchored ? glob + (isEnded ? "" : "**")
            : isEnded && isEnding ? "**/*" + glob
            : null;
    }

    private static ImmutableArray<string>? ToGlobs(string pattern, Func<string, string?> convert)
    {
        var globs = Alternation.Of(pattern).Select(static part => Trimmed(part)).Select(convert).ToList();
        return globs.Contains(null) ? null : [.. globs.OfType<string>()];
    }

    // Whatever lies in a folder is what lies in it: "^docs/.*$" says no more than "^docs/".
    private static string Trimmed(string part)
    {
        var body = part.EndsWith('$') ? part[..^1] : part;
        return body.EndsWith("/.*", StringComparison.Ordinal) || body.EndsWith("/.+", StringComparison.Ordinal) ? body[..^2] : part;
    }

    private static string? WholeName(string part)
    {
        var isAnchored = part.StartsWith('^');
        return Convert(part.TrimStart('^').TrimEnd('$')) is { Length: > 0 } glob && (glob.EndsWith('/') || Path.GetExtension(glob).Length > 1)
            ? (isAnchored ? "" : "**/") + glob.TrimStart('/') + (glob.EndsWith('/') ? "**" : "")
            : null;
    }

    private static string? Convert(string body)
    {
        var glob = new StringBuilder();
        for (var at = 0; at < body.Length; at++)
        {
            switch (body[at])
            {
                case '\\' when at + 1 < body.Length && IsPunctuation(body[at + 1]):
                    glob.Append(body[++at]);
                    break;
                case '.' when at + 1 < body.Length && body[at + 1] == '*':
                    if (glob.Length > 0 && glob[^1] != '/')
                    {
                        return null;
                    }

                    glob.Append("**/*");
                    at++;
                    break;
                case '.':
                    // Any character, for the pedantic; people mean the dot of a file's name.
                    glob.Append('.');
                    break;
                case '(' when body.IndexOf(')', at) is var end and > 0 && Alternatives(body[(at + 1)..end]) is { } braces:
                    glob.Append(braces);
                    at = end;
                    break;
                case var letter when char.IsLetterOrDigit(letter) || letter is '_' or '-' or '/' or ' ' or '@':
                    glob.Append(letter);
                    break;
                default:
                    return null;
            }
        }

        return glob.ToString();
    }

    private static string? Alternatives(string group)
    {
        var texts = (group.StartsWith("?:", StringComparison.Ordinal) ? group[2..] : group).Split('|');
        var globs = texts.Select(static text => text.Contains('*', StringComparison.Ordinal) ? null : Convert(text)).ToList();
        return globs.Contains(null) || globs.Contains("") ? null : globs.Count == 1 ? globs[0] : $"{{{string.Join(',', globs)}}}";
    }

    private static bool IsPunctuation(char letter) => letter is '.' or '-' or '/' or '_' or '+';
}
