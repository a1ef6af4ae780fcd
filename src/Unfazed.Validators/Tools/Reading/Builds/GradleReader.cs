using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>
/// Reads the log of Gradle (6 and later, plain console): errors of javac and of the Kotlin compiler, failed tests, and what went wrong where neither
/// explains it. What could not be downloaded and a JDK that does not fit say nothing about the code.
/// </summary>
internal sealed partial class GradleReader : IOutputReader
{
    private const int MaxTestLines = 200;

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var log = new BuildLog(output, "Gradle", isSilent: true);
        var javac = new JavacLines(log);
        var (test, wrong) = (new List<string>(), new List<List<string>>());
        var (isTest, isWrong) = (false, false);
        foreach (var line in log.Lines())
        {
            if (isTest && line.StartsWith(' ') && test.Count < MaxTestLines)
            {
                test.Add(line.Trim());
                continue;
            }

            EndTest(log, test);
            isTest = !line.StartsWith('>') && Test().IsMatch(line);
            if (isTest)
            {
                test.Add(line[..^" FAILED".Length]);
            }
            else if (isWrong && line.Trim().Length > 0 && !line.StartsWith('*'))
            {
                wrong[^1].Add(line.TrimStart('>', ' '));
            }
            else
            {
                isWrong = line is "* What went wrong:" or "* Where:";
                if (isWrong)
                {
                    wrong.Add([]);
                }
                else
                {
                    Take(line, log, javac);
                }
            }
        }

        EndTest(log, test);
        Explain(log, wrong);
        return log.ToReading();
    }

    private static void Take(string line, BuildLog log, JavacLines javac)
    {
        if (Kotlin().Match(line) is { Success: true } kotlin)
        {
            var severity = kotlin.Groups["severity"].Value == "e" ? Severity.Error : Severity.Warning;
            var place = new LogPlace(kotlin.Groups["path"].Value, Position.Of(kotlin.Groups["line"].Value), Position.Of(kotlin.Groups["column"].Value));
            log.Add(place, severity, severity == Severity.Error ? "compile" : "", kotlin.Groups["message"].Value);
        }
        else if (Ends().IsMatch(line))
        {
            var isResult = line.StartsWith("BUILD ", StringComparison.Ordinal);
            (log.IsKnown, log.OwesResult) = (true, !isResult);
            log.StatesFailure = isResult ? log.StatesFailure is true || line.StartsWith("BUILD FAILED", StringComparison.Ordinal) : log.StatesFailure;
        }
        else if (line.StartsWith("There were failing tests", StringComparison.Ordinal))
        {
            // Said also where failures are ignored and the build succeeds.
            (log.IsKnown, log.StatesFailure) = (true, true);
        }
        else if (Tally().Match(line) is { Success: true } tally)
        {
            var (all, skipped) = (Position.Of(tally.Groups["all"].Value) ?? 0, Position.Of(tally.Groups["skipped"].Value) ?? 0);
            log.AddTests(all, skipped);
            log.Counted += Position.Of(tally.Groups["failed"].Value) ?? 0;
        }
        else
        {
            javac.Take(line);
        }
    }

    private static void EndTest(BuildLog log, List<string> test)
    {
        if (test.Count > 0)
        {
            log.Printed++;
            log.Add(new TestFailure(test[0], IsError: false, test.Count > 1 ? test[1] : "", string.Join('\n', test.Skip(2))));
            test.Clear();
        }
    }

    // "* Where:" stands before the "* What went wrong:" that it belongs to.
    private static void Explain(BuildLog log, List<List<string>> wrong)
    {
        var place = LogPlace.None;
        foreach (var said in wrong.Select(static lines => string.Join(' ', lines)))
        {
            if (Where().Match(said) is { Success: true } where)
            {
                place = new LogPlace(where.Groups["path"].Value, Position.Of(where.Groups["line"].Value));
            }
            else if (Environment().IsMatch(said))
            {
                (log.Failure, place) = (log.Failure ?? OutputTail.Shorten(said, 400), LogPlace.None);
            }
            else
            {
                var isExplained = log.HasError && Explained().IsMatch(said);
                if (said.Length > 0 && !isExplained)
                {
                    log.Add(place, Severity.Error, "gradle", said);
                }

                place = LogPlace.None;
            }
        }

        // Without --continue nothing runs after the first task that failed.
        log.Extent = Extent.StoppedAt(log.Findings.Find(static finding => finding.Rule == "compile"));
    }

    [GeneratedRegex(@"^(?<severity>[ew]): (file://)?(?<path>[^(]+?):( \((?<line>[0-9]{1,9}), (?<column>[0-9]{1,9})\):|(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9}):?) (?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Kotlin();

    [GeneratedRegex("^[^ ].* > .+ FAILED$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Test();

    [GeneratedRegex("^(BUILD (SUCCESSFUL|FAILED) in .*|FAILURE: Build .*|> Task :.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Ends();

    [GeneratedRegex("^(?<all>[0-9]{1,9}) tests? completed, (?<failed>[0-9]{1,9}) failed(, (?<skipped>[0-9]{1,9}) skipped)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Tally();

    [GeneratedRegex("^(Build file|Settings file|Script) '(?<path>[^']+)' line: (?<line>[0-9]{1,9})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Where();

    [GeneratedRegex("Compilation (failed|error)|There were failing tests", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Explained();

    [GeneratedRegex("Could not (resolve|GET|HEAD|download|transfer|determine java version)|No cached version of|offline mode|Unknown host|UnknownHostException|Connection refused|Unsupported class file major version|No matching toolchains|Cannot find a Java installation", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Environment();
}
