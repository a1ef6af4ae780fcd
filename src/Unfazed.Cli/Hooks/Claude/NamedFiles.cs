namespace Unfazed.Cli.Hooks.Claude;

/// <summary>Finds the lines of a tool's output that name a file, for checks whose output nobody reads into findings.</summary>
/// <param name="root">The root, absolute.</param>
/// <param name="directory">Where the check ran, relative to the root.</param>
/// <param name="message">The end of its output.</param>
internal sealed class NamedFiles(string root, string directory, string message)
{
    private readonly string[] _lines = [.. message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    private readonly string _prefix = directory == "." ? "" : directory + "/";

    /// <summary>The lines that name a file, in their order.</summary>
    /// <param name="file">The file, relative to the root.</param>
    public IEnumerable<string> LinesOf(string file)
    {
        var fromDirectory = _prefix.Length > 0 && file.StartsWith(_prefix, StringComparison.Ordinal) ? file[_prefix.Length..] : file;
        return _lines.Where(line => Names(line, file) || (fromDirectory.Length < file.Length && Names(line, fromDirectory)) || line.Contains($"{root}/{file}", StringComparison.Ordinal));
    }

    // As a word of its own: "a.py" is named by "./a.py:3" and not by "data.py", "lib/a.py" or "a.pyi".
    private static bool Names(string line, string path)
    {
        for (var at = line.IndexOf(path, StringComparison.Ordinal); at >= 0; at = line.IndexOf(path, at + 1, StringComparison.Ordinal))
        {
            var before = line.AsSpan(0, at);
            before = before.EndsWith("./", StringComparison.Ordinal) ? before[..^2] : before;
            var after = line.AsSpan(at + path.Length);
            if ((before.IsEmpty || !IsOfName(before[^1])) && (after.IsEmpty || !IsOfName(after[0]) || (after[0] == '.' && (after.Length == 1 || !IsOfName(after[1])))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfName(char unit) => char.IsLetterOrDigit(unit) || unit is '_' or '-' or '.' or '/';
}
