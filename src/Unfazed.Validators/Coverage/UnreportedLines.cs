using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Validators.Coverage;

/// <summary>Changed lines of files that no report has heard of: no test ran them.</summary>
internal static class UnreportedLines
{
    private const long LargestFile = 16 * 1024 * 1024;
    private static readonly string[] TestFolders = ["test", "tests", "__tests__", "spec", "testdata", "fixtures"];

    /// <summary>The numbers of changed lines that hold code. Where a file can't be read there are none.</summary>
    public static IEnumerable<int> Of(WorkspaceSnapshot workspace, string path, ChangedLines changes)
    {
        if (!changes.Ranges.ContainsKey(path) || IsNoSource(path) || workspace.Find(path) is not { Stamp.Size: <= LargestFile })
        {
            return [];
        }

        try
        {
            return
            [
                .. File.ReadLines(workspace.FullPath(path)).Select(static (text, index) => (Text: text, Number: index + 1))
                    .Where(line => IsCode(line.Text) && changes.Contains(path, line.Number)).Select(static line => line.Number),
            ];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Reports leave tests out, and a declaration file holds nothing to run.
    private static bool IsNoSource(string path)
    {
        var parts = path.Split('/');
        var name = parts[^1];
        return parts[..^1].Any(static part => TestFolders.Contains(part, StringComparer.OrdinalIgnoreCase) || part.EndsWith(".Tests", StringComparison.Ordinal))
            || name.StartsWith("test_", StringComparison.Ordinal) || name == "conftest.py" || name.EndsWith(".d.ts", StringComparison.Ordinal)
            || name.Contains(".test.", StringComparison.Ordinal) || name.Contains(".spec.", StringComparison.Ordinal)
            || Path.GetFileNameWithoutExtension(name) is var stem && (stem.EndsWith("_test", StringComparison.Ordinal) || stem.EndsWith("_spec", StringComparison.Ordinal) || stem.EndsWith("Tests", StringComparison.Ordinal));
    }

    private static bool IsCode(string line)
    {
        var text = line.AsSpan().Trim();
        return HoldsWord(text) && !text.StartsWith("#") && !text.StartsWith("//") && !text.StartsWith("/*") && !text.StartsWith("*");
    }

    private static bool HoldsWord(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter))
            {
                return true;
            }
        }

        return false;
    }
}
