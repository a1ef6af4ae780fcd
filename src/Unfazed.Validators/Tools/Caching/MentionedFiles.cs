using System.Buffers;
using System.Text.RegularExpressions;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Caching;

/// <summary>
/// The files of the workspace that a tool's configuration names: word lists, plug-ins of the repository, settings that it extends. Which of its
/// words are paths is not asked: each that is one counts. A folder counts with all that it holds where the key says that something is read from
/// it; most name what is looked at, or left out.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="tool">The tool's name: of a manifest that speaks to many its own part counts.</param>
internal sealed partial class MentionedFiles(RepositoryView repository, string tool)
{
    private const int MostLines = 20_000;
    private const int LongLine = 500;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'`,;=()[]{}<>|&:");
    private static readonly string[] Readings = ["path", "plugin", "dict", "extend", "config", "rule", "require", "load"];

    // Keys whose paths say what is checked, or left out.
    private static readonly string[] Choices = ["skip", "exclude", "ignorepath", "ignore-path", "per-file", "files", "include", "src", "source"];

    /// <summary>Whether paths do not count that only choose what is checked.</summary>
    public bool LeavesChoicesOut { get; init; }

    /// <summary>The paths, relative to the root.</summary>
    /// <param name="configuration">Files that configure the tool, relative to the root.</param>
    public IEnumerable<string> In(IEnumerable<string> configuration)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in configuration)
        {
            var (directory, key) = (RepositoryView.DirectoryOf(file), "");
            foreach (var line in OwnPart(file).Split('\n').Take(MostLines))
            {
                key = Key().Match(line) is { Success: true } match ? match.Groups["key"].Value : key;
                var reads = line.Length > LongLine || Readings.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase));
                if (LeavesChoicesOut && Choices.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase)))
                {
                    continue;
                }

                foreach (var word in Words(line))
                {
                    Add(directory, word, reads, found);
                }
            }
        }

        return found;
    }

    [GeneratedRegex("^[^=:]{0,100}?(?<key>[A-Za-z][A-Za-z0-9_.-]*)[\"']?\\s*[=:]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Key();

    private string OwnPart(string file)
    {
        var text = repository.Text(file) ?? "";
        return file[(file.LastIndexOf('/') + 1)..] switch
        {
            "package.json" => repository.Json(file)?.Get(tool) is { ValueKind: not System.Text.Json.JsonValueKind.Undefined } own ? own.GetRawText() : "",
            "pyproject.toml" or "setup.cfg" or "tox.ini" => Sections(text),
            _ => text,
        };
    }

    private string Sections(string text)
    {
        var isOwn = false;
        return string.Join('\n', text.Split('\n').Where(line =>
        {
            isOwn = line.TrimStart().StartsWith('[') && line.Contains(']', StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal)
                ? line.Contains(tool, StringComparison.OrdinalIgnoreCase)
                : isOwn;
            return isOwn;
        }));
    }

    private void Add(string directory, string word, bool reads, SortedSet<string> found)
    {
        if (Normalized(directory == "." ? word : $"{directory}/{word}") is not { Length: > 0 } path)
        {
            return;
        }

        if (repository.Has(path))
        {
            found.Add(path);
        }

        if (!reads)
        {
            return;
        }

        foreach (var file in repository.FilesBelow(path))
        {
            if (file.Kind != WorkspaceFileKind.Repository)
            {
                found.Add(file.Path);
            }
        }
    }

    // A glob stands for what lies in the folder before its first wildcard.
    private static IEnumerable<string> Words(string line)
    {
        for (var rest = line; rest.Length > 0;)
        {
            var end = rest.AsSpan().IndexOfAny(Ends);
            var word = end < 0 ? rest : rest[..end];
            rest = end < 0 ? "" : rest[(end + 1)..];
            var star = word.IndexOf('*', StringComparison.Ordinal);
            word = star < 0 ? word : word[..Math.Max(0, word.LastIndexOf('/', star))];
            if (word.Length > 0)
            {
                yield return word;
            }
        }
    }

    private static string? Normalized(string path)
    {
        var names = new List<string>();
        foreach (var name in path.Split('/'))
        {
            if (name == "..")
            {
                if (names.Count == 0)
                {
                    return null;
                }

                names.RemoveAt(names.Count - 1);
            }
            else if (name is not ("" or "."))
            {
                names.Add(name);
            }
        }

        return string.Join('/', names);
    }
}
