using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>The lines of one or more runs of CTest.</summary>
/// <param name="log">The log.</param>
/// <param name="exitCode">The exit code, which says whether a run without a test is an error: with <c>--no-tests=error</c> it is.</param>
internal sealed partial class CTestLines(BuildLog log, int? exitCode)
{
    private const int MaxLines = 200;

    private readonly Dictionary<string, List<string>> _verbose = new(StringComparer.Ordinal);
    private readonly List<CTestRun> _runs = [];
    private CTestRun _run = new();
    private bool _isList;
    private int _withoutTests;
    private bool _saysErrors;

    /// <summary>Takes a line.</summary>
    public void Take(string line)
    {
        if (TakeResult(line))
        {
            log.IsKnown = true;
        }
        else if (Starts().Match(line) is { Success: true } start)
        {
            (_isList, log.IsKnown) = (false, true);
            _run.Start(start.Groups["number"].Value);
        }
        else if (Heading().IsMatch(line))
        {
            (_isList, log.IsKnown) = (line.EndsWith("FAILED:", StringComparison.Ordinal), true);
            _run.Close();
            _saysErrors |= line.StartsWith("Errors while running CTest", StringComparison.Ordinal);
        }
        else if (Summary().Match(line) is { Success: true } summary)
        {
            (_isList, log.IsKnown) = (false, true);
            _run.Close();
            _run.State(Position.Of(summary.Groups["failed"].Value) ?? 0);
        }
        else if (_isList && Listed().Match(line) is { Success: true } listed)
        {
            _run.Listed.Add((listed.Groups["name"].Value, listed.Groups["how"].Value));
        }
        else if (_run.Open is { } open)
        {
            open.Print(line);
        }
        else
        {
            TakeFrame(line);
        }
    }

    /// <summary>Adds what was found, run by run.</summary>
    public void End()
    {
        Next();
        _runs.ForEach(run => run.AddTo(log));

        // CTest says on standard error that it found no test, so the line stands beside no run.
        var open = _runs.Where(static run => run.OwesResult).ToList();
        if (open.Exists(static run => !run.IsEmpty) || open.Count > _withoutTests)
        {
            log.OwesResult = log.Failure is null;
        }

        log.StatesFailure = _saysErrors ? true : log.StatesFailure;

        // One of several runs may have no test.
        var nothing = log.Tests is { Tests: > 0 } ? null : log.Nothing;
        log.Nothing = exitCode is 0 ? nothing : null;
        log.Failure = exitCode is 0 ? null : nothing;
    }

    /// <summary>What a failed test says, in a line.</summary>
    public static string Message(string how, List<string> lines)
    {
        var said = lines.Find(static line => Reason().IsMatch(line)) ?? lines.Find(static line => line.Trim().Length > 0);
        return said is null ? how : how == "Failed" ? said.Trim() : $"{how}: {said.Trim()}";
    }

    private bool TakeResult(string line)
    {
        if (Result().Match(line) is not { Success: true } match)
        {
            return false;
        }

        // "Subprocess aborted***Exception:" says more before the asterisks, "Failed  Required regular expression not found" more after two spaces.
        var how = match.Groups["how"].Value;
        var (word, rest) = how.IndexOf("  ", StringComparison.Ordinal) is > 0 and var end ? (how[..end], how[end..].Trim()) : (how.Trim(), "");
        var number = match.Groups["number"].Value;
        var result = new CTestResult(number, match.Groups["name"].Value, match.Groups["end"] is { Success: true, Value: var ending } ? ending : word);
        (int, int)? count = Position.Of(match.Groups["done"].Value) is { } done && Position.Of(match.Groups["total"].Value) is { } total ? (done, total) : null;
        if (!_run.TryTake(result, count))
        {
            return false;
        }

        foreach (var printed in _verbose.GetValueOrDefault(number) is { Count: > 0 } lines ? lines : rest.Length > 0 ? [rest] : [])
        {
            result.Print(printed);
        }

        _verbose.Remove(number);
        _isList = false;
        return true;
    }

    // What no test printed: with -V a test's lines stand before its result, each with its number.
    private void TakeFrame(string line)
    {
        if (line.StartsWith("Test project ", StringComparison.Ordinal))
        {
            Next();
            _run.Begin();
            log.IsKnown = true;
        }
        else if (line is "No tests were found!!!" || Total().IsMatch(line))
        {
            log.Nothing = line[0] == 'N' ? "no test is registered, or none matches" : "CTest lists its tests and runs none";
            (_withoutTests, log.IsKnown) = (_withoutTests + 1, true);
        }
        else if (Verbose().Match(line) is { Success: true } printed && !Frame().IsMatch(printed.Groups["text"].Value))
        {
            Keep(printed.Groups["number"].Value, printed.Groups["text"].Value);
        }
    }

    private void Next()
    {
        log.StatesFailure = _run.StatedFailures is { } failures ? log.StatesFailure is true || failures > 0 : log.StatesFailure;
        _runs.Add(_run);
        (_run, _isList) = (new CTestRun(), false);
        _verbose.Clear();
    }

    private void Keep(string number, string text)
    {
        if (!_verbose.TryGetValue(number, out var lines))
        {
            lines = [];
            _verbose.Add(number, lines);
        }

        if (lines.Count < MaxLines)
        {
            lines.Add(text);
        }
    }

    [GeneratedRegex(@"^( *(?<done>[0-9]{1,9})/(?<total>[0-9]{1,9})| +) Test +#(?<number>[0-9]{1,9}): (?<name>.+?) \.*(\.(?<end>[A-Za-z][A-Za-z ]*)\*\*\*|\*\*\*| +)(?<how>[A-Za-z].*?)( +[0-9.]+ sec.*)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Result();

    [GeneratedRegex("^ +Start +(?<number>[0-9]{1,9}): .*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Starts();

    [GeneratedRegex("^(test [0-9]+|The following tests (FAILED|did not run):|Total Test time .*|Errors while running CTest.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex("^[0-9]{1,3}% tests passed, (?<failed>[0-9]{1,9}) tests? failed out of [0-9]{1,9}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Summary();

    [GeneratedRegex("^Total Tests: [0-9]+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Total();

    [GeneratedRegex(@"^\s+[0-9]+ - (?<name>.+) \((?<how>[A-Za-z ]+)\).*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listed();

    [GeneratedRegex("^(?<number>[0-9]+): (?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Verbose();

    [GeneratedRegex("^(Test command: |Test timeout computed|Working Directory: )", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Frame();

    [GeneratedRegex(@"[Aa]ssert|[Ff]ail|FAIL|[Ee]rror|\.[A-Za-z]+:[0-9]+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reason();
}
