using System.Runtime.CompilerServices;
using System.Text;
using Xunit.Sdk;

namespace Unfazed.Testing;

/// <summary>Compares text with a reviewed file beside the test. <c>UNFAZED_UPDATE_EXPECTATIONS=1</c> writes the file anew.</summary>
public static class ExpectationFile
{
    private const int ShownLines = 40;

    /// <summary>Fails, with the lines that differ, unless the file holds exactly this text (line endings aside).</summary>
    /// <param name="relative">The file, relative to the folder of the test's source.</param>
    /// <param name="actual">The text that came out.</param>
    /// <param name="testFile">Set by the compiler.</param>
    public static void Check(string relative, string actual, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(Locate(testFile))!, relative);
        var text = Normalize(actual);
        if (Environment.GetEnvironmentVariable("UNFAZED_UPDATE_EXPECTATIONS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        var expected = File.Exists(path) ? Normalize(File.ReadAllText(path)) : "";
        if (!string.Equals(expected, text, StringComparison.Ordinal))
        {
            throw new XunitException($"{path} expects something else. Look at the difference; if it is meant, run with UNFAZED_UPDATE_EXPECTATIONS=1.\n{Difference(expected, text)}");
        }
    }

    // A deterministic build may map source paths to /_/.
    private static string Locate(string testFile) =>
        testFile.StartsWith("/_/", StringComparison.Ordinal) ? RepositoryRoot.Combine(testFile[3..]) : testFile;

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string Difference(string expected, string actual)
    {
        string[] before = expected.Split('\n'), after = actual.Split('\n');
        var head = before.Zip(after).TakeWhile(static pair => pair.First == pair.Second).Count();
        var tail = before[head..].Reverse().Zip(after[head..].Reverse()).TakeWhile(static pair => pair.First == pair.Second).Count();
        var text = new StringBuilder().Append("at line ").Append(head + 1).Append('\n');
        foreach (var line in before[head..^tail].Take(ShownLines))
        {
            text.Append("- ").Append(line).Append('\n');
        }

        foreach (var line in after[head..^tail].Take(ShownLines))
        {
            text.Append("+ ").Append(line).Append('\n');
        }

        return text.ToString();
    }
}
