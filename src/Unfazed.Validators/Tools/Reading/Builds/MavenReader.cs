using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>
/// Reads the log of Maven 3 and 4: errors of the compiler, failed tests of Surefire and Failsafe, broken POMs, and goals that failed for another
/// reason. What could not be downloaded, and a Maven or JDK that the enforcer refuses, says nothing about the code.
/// </summary>
internal sealed class MavenReader : IOutputReader
{
    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var log = new BuildLog(output, "Maven", isSilent: true);
        var lines = new MavenLines(log);
        foreach (var line in log.Lines())
        {
            lines.Take(line);
        }

        lines.End();
        return log.ToReading();
    }
}

/// <summary>The lines of a log of Maven.</summary>
internal sealed partial class MavenLines(BuildLog log)
{
    private const int MaxTestLines = 200;
    private const int MaxMessageLines = 4;

    private readonly List<(string Goal, string Message)> _goals = [];
    private readonly List<string> _test = [];
    private readonly List<TestFailure> _failures = [];
    private readonly HashSet<string> _flaky = new(StringComparer.Ordinal);
    private (string Name, bool IsError)? _open;
    private string? _rule;
    private int _last = -1;
    private string? _skipped;
    private bool _hasFailed;
    private bool _isFlakes;
    private string? _said;
    private bool _isFatal;

    /// <summary>Takes a line.</summary>
    public void Take(string line)
    {
        if (Prefixed().Match(line) is not { Success: true } match)
        {
            TakePlain(line);
            return;
        }

        EndTest();
        var (level, text) = (match.Groups["level"].Value, match.Groups["text"].Value.TrimEnd());
        if (level is "INFO" or "DEBUG")
        {
            _last = -1;
            TakeInfo(text);
        }
        else
        {
            TakeProblem(text, level == "WARNING" ? Severity.Warning : Severity.Error);
            Keep(level, text);
        }
    }

    /// <summary>Makes findings of the goals whose failure no finding explains.</summary>
    public void End()
    {
        EndTest();
        AddFailures(_failures.Count);
        foreach (var (goal, message) in _goals.Where(static failed => !Environment().IsMatch(failed.Message)))
        {
            if (!IsExplained(goal))
            {
                log.Add(LogPlace.None, Severity.Error, PluginName().Match(goal).Groups["name"] is { Success: true, Value: var name } ? name : goal, message);
            }
        }

        if (log is { HasError: false, Failure: null } && (log.StatesFailure is true || log.OwesResult))
        {
            log.Failure = _said;
        }

        var isCut = _goals.Exists(static failed => !failed.Goal.Contains("surefire", StringComparison.Ordinal) && !failed.Goal.Contains("failsafe", StringComparison.Ordinal));
        if (_hasFailed && _goals.Count == 0)
        {
            log.Extent = Extent.Without("BUILD FAILURE");
        }
        else if (isCut || _skipped is not null)
        {
            log.Extent = Extent.StoppedAt(log.FirstError);
        }
    }

    // Maven gives its reason after its result; where it has none, it could not begin.
    private void Keep(string level, string text)
    {
        if (level is "ERROR" or "FATAL" && text.Length > 0 && (_hasFailed || !log.IsKnown))
        {
            _said = _said is null || (level == "FATAL" && !_isFatal) ? Help().Replace(text, "").TrimEnd('@', ' ') : _said;
            _isFatal |= level == "FATAL";
        }
    }

    // The lines above say why these goals failed. What the machine lacks explains a compiler and an enforcer that did not run.
    private bool IsExplained(string goal)
    {
        bool Is(string name) => goal.Contains(name, StringComparison.Ordinal);
        return log.HasError ? Is("compiler") || Is("surefire") || Is("failsafe") || Is("enforcer") : log.Failure is not null && (Is("compiler") || Is("enforcer"));
    }

    private void TakeInfo(string text)
    {
        // Several builds may be in one log: each owes a result of its own.
        log.OwesResult |= text == "Scanning for projects...";
        if (text is "BUILD SUCCESS" or "BUILD FAILURE")
        {
            log.OwesResult = false;
            _hasFailed |= text == "BUILD FAILURE";
            (log.IsKnown, log.StatesFailure) = (true, log.StatesFailure is true || text == "BUILD FAILURE");
        }
        else if (Skipped().Match(text) is { Success: true } skipped)
        {
            _skipped ??= skipped.Groups["module"].Value;
        }
        else if (Total().Match(text) is { Success: true } total)
        {
            Count(total);
        }
    }

    private void TakeProblem(string text, Severity severity)
    {
        if (Total().Match(text) is { Success: true } total)
        {
            Count(total);
        }
        else if (text is "Flakes:")
        {
            _isFlakes = true;
        }
        else if (_isFlakes && severity == Severity.Warning)
        {
            _flaky.Add(NameOf(text));
        }
        else if (Placed().Match(text) is { Success: true } placed)
        {
            var place = new LogPlace(placed.Groups["path"].Value, Position.Of(placed.Groups["line"].Value), Position.Of(placed.Groups["column"].Value));
            _last = log.Add(place, severity, placed.Groups["rule"] is { Success: true, Value: var rule } ? rule : severity == Severity.Error ? "compile" : "", placed.Groups["message"].Value);
        }
        else if (_last >= 0 && text.StartsWith("  ", StringComparison.Ordinal))
        {
            log.Continue(_last, text.Trim());
        }
        else if (severity == Severity.Error)
        {
            _last = -1;
            TakeError(text);
        }
    }

    private void TakeError(string text)
    {
        if (!text.StartsWith("Tests run:", StringComparison.Ordinal) && Test().Match(text) is { Success: true } test)
        {
            _open = (NameOf(test.Groups["name"].Value.Trim()), test.Groups["kind"].Value == "ERROR");
        }
        else if (Pom().Match(text) is { Success: true } pom)
        {
            var place = new LogPlace(pom.Groups["path"].Value, Position.Of(pom.Groups["line"].Value), Position.Of(pom.Groups["column"].Value));
            log.Add(place, Severity.Error, "pom", pom.Groups["message"].Value.Trim());
        }
        else if (Goal().Match(text) is { Success: true } goal)
        {
            _goals.Add((goal.Groups["goal"].Value, goal.Groups["message"].Value));
            log.IsKnown = true;
            log.Failure ??= Environment().IsMatch(text) ? text[..^Help().Match(text).Length] : null;
        }
        else if (_goals.Count > 0 && _goals[^1].Message.Length == 0 && text.Length > 0)
        {
            // Some plug-ins begin what they say in a line of its own.
            _goals[^1] = (_goals[^1].Goal, text);
            log.Failure ??= Environment().IsMatch(text) ? text : null;
        }
        else if (Rule().Match(text) is { Success: true } rule)
        {
            _rule = rule.Groups["rule"].Value;
        }
        else if (_rule is not null)
        {
            TakeRule(text);
        }
        else if (text.StartsWith("There are test failures", StringComparison.Ordinal))
        {
            // Said also where failures are ignored and the build succeeds.
            (log.IsKnown, log.StatesFailure) = (true, true);
        }
        else if (Unresolved().IsMatch(text) && Environment().IsMatch(text))
        {
            log.IsKnown = true;
            log.Failure ??= Help().Replace(text, "");
        }
    }

    private void TakeRule(string text)
    {
        if (_rule is "RequireMavenVersion" or "RequireJavaVersion" or "RequireOS")
        {
            log.Failure ??= $"{_rule}: {text}";
        }
        else
        {
            log.Add(LogPlace.None, Severity.Error, "enforcer", $"{_rule}: {text}");
        }

        _rule = null;
    }

    private void TakePlain(string line)
    {
        if (_open is not null && _test.Count < MaxTestLines)
        {
            _test.Add(line);
        }
        else if (_last >= 0 && line.StartsWith("  ", StringComparison.Ordinal))
        {
            log.Continue(_last, line.Trim());
        }
    }

    private void EndTest()
    {
        if (_open is { } test)
        {
            var said = _test.TakeWhile(static line => !line.StartsWith("\tat ", StringComparison.Ordinal) && line.Trim().Length > 0).Take(MaxMessageLines).Select(static line => line.Trim());
            _failures.Add(new TestFailure(test.Name, test.IsError, string.Join(' ', said), string.Join('\n', _test)));
            _open = null;
            _test.Clear();
        }
    }

    private void Count(Match total)
    {
        log.IsKnown = true;
        var (all, skipped) = (Position.Of(total.Groups["all"].Value) ?? 0, Position.Of(total.Groups["skipped"].Value) ?? 0);
        log.AddTests(all, skipped);
        var failed = (Position.Of(total.Groups["failures"].Value) ?? 0) + (Position.Of(total.Groups["errors"].Value) ?? 0);
        log.Counted += failed;
        AddFailures(failed);
    }

    // With rerunFailingTestsCount each run of a test is printed, also of one that passes in the end; tests with different data may share a name.
    private void AddFailures(int counted)
    {
        var failures = _failures.Where(failure => !_flaky.Contains(failure.Name)).ToList();
        foreach (var failure in failures.Count > counted ? failures.DistinctBy(static failure => failure.Name) : failures)
        {
            log.Printed++;
            log.Add(failure);
        }

        (_isFlakes, log.IsKnown) = (false, log.IsKnown || _failures.Count > 0);
        _failures.Clear();
        _flaky.Clear();
    }

    // Surefire 2: "two(ex.ATest)".
    private static string NameOf(string name) => OldName().Match(name) is { Success: true } old ? $"{old.Groups["type"].Value}.{old.Groups["name"].Value}" : name;

    // With the time in front, as people and CI servers configure it.
    [GeneratedRegex(@"^[0-9TZ:.,+ -]{0,40}\[(?<level>DEBUG|INFO|WARNING|ERROR|FATAL)\] ?(\[(ERROR|FATAL|WARNING)\] )?(?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Prefixed();

    [GeneratedRegex(@"^(?<path>[^\s\[].*?\.[A-Za-z]+):\[(?<line>[0-9]{1,9})(,(?<column>[0-9]{1,9}))?\] (error: )?(\[(?<rule>[A-Za-z-]+)\] )?(?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placed();

    [GeneratedRegex("^Tests run: (?<all>[0-9]{1,9}), Failures: (?<failures>[0-9]{1,9}), Errors: (?<errors>[0-9]{1,9}), Skipped: (?<skipped>[0-9]{1,9})(, Flakes: [0-9]{1,9})?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Total();

    [GeneratedRegex("^(?<name>[^ ].*?)( --)? +Time elapsed: .*<<< (?<kind>FAILURE|ERROR)!.*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Test();

    [GeneratedRegex(@"^(?<name>[^( ]+)\((?<type>[A-Za-z0-9_.$]+)\)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OldName();

    [GeneratedRegex(@"^ *(?<message>(Non-parseable|Malformed) POM (?<path>[^:]+): .*?) *@ *(.*, )?line (?<line>[0-9]{1,9}), column (?<column>[0-9]{1,9}).*$|^ *(?<message>'.+' .*?) @( .*, (?<path>[^ ,]+\.xml),)? line (?<line>[0-9]{1,9}), column (?<column>[0-9]{1,9}).*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pom();

    [GeneratedRegex(@"^Failed to execute goal (?<goal>[^ ]*) ?(\(.+?\) )?on project [^:]+:( (?<message>.*?))?( -> \[Help [0-9]+\])?$|^(?<message>Plugin (?<goal>[^ ]+) or one of its dependencies could not be resolved.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Goal();

    [GeneratedRegex(@"^Rule [0-9]+: .*?(?<rule>[A-Za-z]+)(\(.*\))? failed with message:$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^(?<module>.+?) \.{2,} SKIPPED$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Skipped();

    [GeneratedRegex(@"[:/](?<name>[a-z0-9]+)-maven-plugin|maven-(?<name>[a-z0-9]+)-plugin", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PluginName();

    [GeneratedRegex(@" -> \[Help [0-9]+\]$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Help();

    // Maven's own words: what a tested program logs as an error is nothing that Maven lacks.
    [GeneratedRegex("^(Non-resolvable |Unresolveable |Unresolvable |Error resolving |Could not resolve |No compiler is provided|Failed to (read artifact descriptor|collect dependencies))", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unresolved();

    [GeneratedRegex("in offline mode|Could not transfer|Cannot access |Unknown host|Connection (refused|reset|timed out)|No route to host|invalid target release|release version .* not supported|requires Maven version|No compiler is provided", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Environment();
}
