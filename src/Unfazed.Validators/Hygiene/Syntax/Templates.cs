namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>
/// Sees whether a data file that does not parse is the template of one (Helm, Jinja, Go, ERB, cookiecutter): it becomes data only when its
/// values are filled in, so nothing can be said of its syntax.
/// </summary>
internal static class Templates
{
    /// <summary>Whether the place where parsing failed looks like a template's.</summary>
    /// <param name="path">The file; a folder with <c>{{</c> in its name is one that a generator fills in.</param>
    /// <param name="text">Its text.</param>
    /// <param name="line">The line where parsing failed, from 1.</param>
    public static bool Explain(string path, ReadOnlySpan<byte> text, int line)
    {
        if (path.Contains("{{", StringComparison.Ordinal))
        {
            return true;
        }

        var number = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            number++;
            var content = text[range];
            if (BeginsWithDirective(content) || (number <= line && number >= line - 1 && HasMark(content)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool BeginsWithDirective(ReadOnlySpan<byte> line)
    {
        var text = line.TrimStart(" \t-"u8);
        return text.StartsWith("{{"u8) || text.StartsWith("{%"u8) || text.StartsWith("<%"u8) || text.StartsWith("{#"u8);
    }

    private static bool HasMark(ReadOnlySpan<byte> line) =>
        line.IndexOf("{%"u8) >= 0 || line.IndexOf("<%"u8) >= 0 || (line.IndexOf("{{"u8) is var braces && (braces == 0 || (braces > 0 && line[braces - 1] != '$')));
}
