namespace Unfazed.Core.Tests.Workspace;

/// <summary>The language of globs by definition: naive, exponential, and easy to believe. It takes patterns without braces and brackets.</summary>
internal static class ReferenceGlob
{
    public static bool IsMatch(string pattern, string path)
    {
        var text = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[1..] : pattern;
        var folder = text.EndsWith('/');
        var body = text.TrimEnd('/');
        var anchored = body.Contains('/', StringComparison.Ordinal);
        string[] segments = [.. anchored ? [] : new[] { "**" }, .. body.TrimStart('/').Split('/')];
        var names = path.Split('/');
        if (folder || IsPlain(segments[^1]))
        {
            // What lies in a folder fits when one of the path's folders does.
            for (var length = 1; length < names.Length; length++)
            {
                if (Fits(segments, names.AsSpan(0, length)))
                {
                    return true;
                }
            }
        }

        return !folder && Fits(segments, names);
    }

    private static bool IsPlain(string segment) => segment.IndexOfAny(['*', '?']) < 0;

    private static bool Fits(ReadOnlySpan<string> segments, ReadOnlySpan<string> names)
    {
        if (segments.IsEmpty)
        {
            return names.IsEmpty;
        }

        if (segments[0] != "**")
        {
            return !names.IsEmpty && FitsName(segments[0], names[0]) && Fits(segments[1..], names[1..]);
        }

        for (var skipped = segments.Length == 1 ? 1 : 0; skipped <= names.Length; skipped++)
        {
            if (Fits(segments[1..], names[skipped..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool FitsName(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) => pattern switch
    {
        [] => name.IsEmpty,
        ['*', .. var rest] => FitsName(rest, name) || (!name.IsEmpty && FitsName(pattern, name[1..])),
        ['?', .. var rest] => !name.IsEmpty && FitsName(rest, name[1..]),
        ['\\', var escaped, .. var rest] => !name.IsEmpty && name[0] == escaped && FitsName(rest, name[1..]),
        [var plain, .. var rest] => !name.IsEmpty && name[0] == plain && FitsName(rest, name[1..]),
    };
}
