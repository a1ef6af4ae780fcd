using System.Text.RegularExpressions;
using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>Reads what CTest prints (3.16 and later): the tests that failed, with what they printed where <c>--output-on-failure</c> shows it.</summary>
internal sealed partial class CTestReader : IOutputReader
{
    private const int MaxLines = 200;

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var log = new BuildLog(output, "CTest");
        var failed = new List<(string Name, string How, List<string> Lines)>();
        var (isOpen, isList) = (false, false);
        var verbose = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var line in log.Lines())
        {
            if (Result().Match(line) is { Success: true } result)
            {
                log.IsKnown = true;

                // "Subprocess aborted***Exception:" says more before the asterisks.
                var how = result.Groups["end"] is { Success: true, Value: var end } ? end : result.Groups["how"].Value.Trim();
                var isSkipped = how is "Skipped" or "Not Run (Disabled)" or "Disabled";
                log.AddTests(1, isSkipped ? 1 : 0);
                isOpen = how != "Passed" && !isSkipped;
                if (isOpen)
                {
                    failed.Add((result.Groups["name"].Value, how, verbose.GetValueOrDefault(result.Groups["number"].Value) ?? []));
                }

                verbose.Remove(result.Groups["number"].Value);
            }
            else if (End().IsMatch(line))
            {
                (isOpen, isList) = (false, line.EndsWith("FAILED:", StringComparison.Ordinal));
            }
            else if (isList && Listed().Match(line) is { Success: true } listed && !failed.Exists(test => test.Name == listed.Groups["name"].Value))
            {
                failed.Add((listed.Groups["name"].Value, listed.Groups["how"].Value, []));
            }
            else if (line == "No tests were found!!!")
            {
                NoTest(log, output.Outcome.ExitCode is 0);
            }
            else if (!isOpen && Verbose().Match(line) is { Success: true } printed)
            {
                Keep(verbose, printed.Groups["number"].Value, printed.Groups["text"].Value);
            }
            else if (isOpen && failed[^1].Lines.Count < MaxLines)
            {
                failed[^1].Lines.Add(line);
            }
        }

        foreach (var (name, how, lines) in failed)
        {
            log.Add(new TestFailure(name, how is not "Failed", Message(how, lines), string.Join('\n', lines)));
        }

        return log.ToReading();
    }

    // Its exit code says whether that is an error: with --no-tests=error it is.
    private static void NoTest(BuildLog log, bool isAccepted)
    {
        const string said = "no test is registered, or none matches";
        (log.IsKnown, log.Nothing, log.Failure) = (true, isAccepted ? said : null, isAccepted ? null : said);
    }

    // With -V a test's lines stand before its result, each with its number.
    private static void Keep(Dictionary<string, List<string>> verbose, string number, string text)
    {
        if (!verbose.TryGetValue(number, out var lines))
        {
            lines = [];
            verbose.Add(number, lines);
        }

        if (lines.Count < MaxLines && !text.StartsWith("Test command: ", StringComparison.Ordinal) && !text.StartsWith("Test timeout computed", StringComparison.Ordinal) && !text.StartsWith("Working Directory: ", StringComparison.Ordinal))
        {
            lines.Add(text);
        }
    }

    private static string Message(string how, List<string> lines)
    {
        var said = lines.Find(static line => Reason().IsMatch(line)) ?? lines.Find(static line => line.Trim().Length > 0);
        return said is null ? how : how == "Failed" ? said.Trim() : $"{how}: {said.Trim()}";
    }

    [GeneratedRegex(@"^ *[0-9]+/[0-9]+ Test +#(?<number>[0-9]+): (?<name>.+?) \.*(\.(?<end>[A-Za-z][A-Za-z ]*)\*\*\*|\*\*\*| +)(?<how>[A-Za-z][A-Za-z :()]*?) +[0-9.]+ sec.*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Result();

    [GeneratedRegex("^( *Start +[0-9]+: .*|test [0-9]+|[0-9]+% tests passed.*|The following tests (FAILED|did not run):|Total Test time .*|Errors while running CTest.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex End();

    [GeneratedRegex(@"^\s+[0-9]+ - (?<name>.+) \((?<how>[A-Za-z ]+)\).*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listed();

    [GeneratedRegex("^(?<number>[0-9]+): (?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Verbose();

    [GeneratedRegex(@"[Aa]ssert|[Ff]ail|FAIL|[Ee]rror|\.[A-Za-z]+:[0-9]+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reason();
}
