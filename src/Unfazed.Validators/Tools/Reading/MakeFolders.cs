using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// The folders that make says it enters: a compiler names files from there. Its words and the compiler's stand on different streams, so that their order
/// says nothing; a name belongs to the folder in which the file is.
/// </summary>
internal sealed partial class MakeFolders(ToolOutput output)
{
    private const int MaxFolders = 1000;

    private readonly Lazy<List<string>> _entered = new(() =>
    [
        .. output.Lines.Concat(output.ErrorLines).Where(static line => line.Contains(": Entering directory ", StringComparison.Ordinal))
            .Select(static line => Entering().Match(line)).Where(static match => match.Success).Select(static match => match.Groups["folder"].Value)
            .Distinct(StringComparer.Ordinal).Take(MaxFolders),
    ]);

    /// <summary>The name as it is seen from where the check runs; as it came where it is in none of the folders, or in several.</summary>
    public string Within(string raw)
    {
        if (_entered.Value.Count == 0 || Path.IsPathRooted(raw) || raw.Contains('\0'))
        {
            return raw;
        }

        var found = _entered.Value.Select(folder => Path.Combine(folder, raw)).Where(name => output.Paths.Exists(output.Paths.Resolve(name))).Take(2).ToList();
        return found.Count == 1 ? found[0] : raw;
    }

    [GeneratedRegex("^[a-z]*make(\\[[0-9]+\\])?: Entering directory [`'‘](?<folder>.+)['’]$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Entering();
}
