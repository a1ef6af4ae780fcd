using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>
/// Reads what <c>cargo test</c> and <c>cargo build</c> print for people (1.60 and later): errors and warnings of rustc with their place, failed
/// tests with their panic, build scripts, links and manifests that failed. What could not be downloaded says nothing about the code.
/// </summary>
internal sealed class CargoTestReader : IOutputReader
{
    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var log = new BuildLog(output, "cargo");
        var lines = new CargoLines(log);
        foreach (var line in log.Lines())
        {
            lines.Take(line);
        }

        lines.End();
        return log.ToReading();
    }
}

/// <summary>The lines of cargo, of rustc and of Rust's test harness.</summary>
internal sealed partial class CargoLines(BuildLog log)
{
    private const int MaxLines = 200;
    private const int MaxPanicLines = 4;

    private readonly List<string> _text = [];
    private readonly Dictionary<string, List<string>> _outputs = new(StringComparer.Ordinal);
    private readonly List<string> _panic = [];
    private readonly List<string> _failedTargets = [];
    private readonly HashSet<string> _explained = new(StringComparer.Ordinal);
    private (Severity Severity, string Rule, string Message)? _diagnostic;
    private string? _test;
    private bool _listsFailures;
    private bool _stopped;
    private string? _target;
    private int _begun;
    private int _ended;
    private int _died;
    private int _failedResults;

    /// <summary>Takes a line.</summary>
    public void Take(string line)
    {
        // A test may print whatever it likes; a test of the documentation is compiled only here.
        if ((_test is null || DocumentationTest().IsMatch(_test)) && Headline().Match(line) is { Success: true } headline)
        {
            EndDiagnostic();
            if (_test is not null)
            {
                _explained.Add(_test);
                _outputs.Remove(_test);
            }

            _test = null;
            Begin(headline);
        }
        else if (_diagnostic is not null)
        {
            TakeDetail(line);
        }
        else
        {
            TakeTest(line);
        }
    }

    /// <summary>Adds what is still open.</summary>
    public void End()
    {
        EndDiagnostic();
        EndTests();
        var unfinished = Math.Max(0, _begun - _ended - _died);
        if (unfinished > 0)
        {
            log.Add(new TestFailure("cargo test", IsError: true, "a test program ended before it had a result", ""));
        }

        if (_failedTargets.Count > _failedResults + _died + unfinished)
        {
            log.Add(SilentFailure());
        }
        else if (log is { Tests.Tests: 0, HasError: false })
        {
            log.Nothing = "no test ran";
        }

        log.Extent = _stopped ? Extent.StoppedAt(log.FirstError) : Extent.Whole;
    }

    // A test program with a main function of its own (harness = false) names no test, and has no result where it fails.
    private TestFailure SilentFailure() => new(
        _failedTargets is [var only] ? only : "cargo test",
        IsError: true,
        AfterPanic(_panic) ?? "a test program failed and names no test",
        string.Join('\n', _panic));

    private void Begin(Match headline)
    {
        var message = headline.Groups["message"].Value;
        var severity = headline.Groups["severity"].Value == "error" ? Severity.Error : Severity.Warning;
        if (Summary().IsMatch(message))
        {
            log.IsKnown = true;
            _stopped |= message.StartsWith("could not compile", StringComparison.Ordinal) || message.StartsWith("build failed", StringComparison.Ordinal);
            _target = Rerun().Match(message) is { Success: true } rerun ? rerun.Groups["target"].Value : null;
            _failedTargets.AddRange(_target is null ? [] : [_target]);
        }
        else if (severity == Severity.Error && Environment().IsMatch(message))
        {
            (log.Failure, log.IsKnown) = (log.Failure ?? message, true);
        }
        else
        {
            _diagnostic = (severity, headline.Groups["rule"].Value, message);
            _text.Clear();
        }
    }

    // A diagnostic ends at an empty line, but for what a build script or a linker printed, which is indented.
    private void TakeDetail(string line)
    {
        if (_text.Count < MaxLines && (line.StartsWith(' ') || line.StartsWith("note: ", StringComparison.Ordinal) || line.Length == 0 || Gutter().IsMatch(line) || line.StartsWith("Caused by", StringComparison.Ordinal)))
        {
            _text.Add(line);
            return;
        }

        EndDiagnostic();
        TakeTest(line);
    }

    private void EndDiagnostic()
    {
        if (_diagnostic is not { } open)
        {
            return;
        }

        _diagnostic = null;
        if (_text.Exists(static line => Environment().IsMatch(line)) && open.Severity == Severity.Error && open.Rule.Length == 0)
        {
            (log.Failure, log.IsKnown) = (log.Failure ?? open.Message, true);
            return;
        }

        if (open.Severity == Severity.Error && CargoManifest.Find(_text.Prepend($"error: {open.Message}")) is { } manifest)
        {
            TakeManifest(manifest);
            return;
        }

        var place = _text.Select(static line => Arrow().Match(line)).FirstOrDefault(static match => match.Success) ?? _text.Select(static line => Panicked().Match(line)).FirstOrDefault(static match => match.Success);
        var reason = _text.Find(static line => Undefined().IsMatch(line)) ?? AfterPanic(_text);
        var why = reason is null ? null : Undefined().Match(reason) is { Success: true } undefined ? undefined.Groups["reason"].Value : reason.Trim();
        var said = why is null ? open.Message : $"{open.Message}: {why}";
        if (place is null && open.Severity == Severity.Warning)
        {
            return;
        }

        _stopped |= open.Severity == Severity.Error;
        log.Add(Place(place), open.Severity, open.Rule.Length > 0 ? open.Rule : open.Severity == Severity.Error ? "compile" : "", Folder().Replace(said, ""));
    }

    private void TakeManifest(CargoManifest manifest)
    {
        log.IsKnown = true;
        if (manifest.IsToolchain)
        {
            log.Failure ??= manifest.Message;
            return;
        }

        _stopped = true;
        log.Add(new LogPlace(manifest.Path, manifest.Line, manifest.Column), Severity.Error, "manifest", manifest.Message);
    }

    private void TakeTest(string line)
    {
        if (Begins().Match(line) is { Success: true } begins)
        {
            (_test, log.IsKnown) = (begins.Groups["name"].Value, true);
            _outputs[_test] = [];
        }
        else if (Result().Match(line) is { Success: true } result)
        {
            log.IsKnown = true;
            _ended++;
            var counts = (string[])["passed", "failed", "ignored"];
            var numbers = counts.Select(name => int.TryParse(result.Groups[name].ValueSpan, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0).ToList();
            _failedResults += line.StartsWith("test result: FAILED", StringComparison.Ordinal) ? 1 : 0;
            log.AddTests(numbers.Sum(), numbers[2]);
            EndTests();
        }
        else if (Starts().IsMatch(line))
        {
            (_begun, log.IsKnown) = (_begun + 1, true);
        }
        else if (_target is not null && Died().Match(line) is { Success: true } died)
        {
            // 101 is how a program ends whose tests have failed, and they have said so.
            if (died.Groups["how"].Value != "exit status: 101")
            {
                _died++;
                log.Add(new TestFailure(_target, IsError: true, $"the test program did not complete ({died.Groups["how"].Value})", ""));
            }
        }
        else if (line == "failures:")
        {
            (_test, _listsFailures) = (null, true);
        }
        else if (_test is not null && _outputs[_test].Count < MaxLines)
        {
            _outputs[_test].Add(line);
        }
        else if (_listsFailures && line.StartsWith("    ", StringComparison.Ordinal) && line.Trim() is { Length: > 0 } name && !_explained.Contains(name))
        {
            _outputs.TryAdd(name, []);
        }
        else if (Finished().IsMatch(line))
        {
            log.IsKnown = true;
        }
        else if (_test is null && _panic.Count < MaxLines && (_panic.Count > 0 || Panicked().IsMatch(line) || BeginsPanic().IsMatch(line)))
        {
            _panic.Add(line);
        }
    }

    private void EndTests()
    {
        foreach (var (name, lines) in _outputs)
        {
            var said = AfterPanic(lines) ?? lines.Find(static line => line.Trim().Length > 0)?.Trim() ?? "";

            // The place of its panic counts lines of what rustdoc made of it.
            log.Add(DocumentationTest().Match(name) is { Success: true } documentation
                ? new TestFailure(name, IsError: false, said, "") { File = documentation.Groups["path"].Value, Line = Position.Of(documentation.Groups["line"].Value) }
                : new TestFailure(name, IsError: false, said, string.Join('\n', lines)));
        }

        _outputs.Clear();
        (_test, _listsFailures) = (null, false);
    }

    // Since Rust 1.73 the message stands below the place.
    private static string? AfterPanic(List<string> lines)
    {
        var at = lines.FindIndex(static line => Panicked().IsMatch(line));
        if (at < 0)
        {
            return OldPanic(lines);
        }

        return Panicked().Match(lines[at]).Groups["message"] is { Success: true, Value: var old } ? old
            : string.Join(" ", lines.Skip(at + 1).TakeWhile(static line => line.Trim().Length > 0 && !line.TrimStart().StartsWith("note: ", StringComparison.Ordinal) && !line.TrimStart().StartsWith("stack backtrace", StringComparison.Ordinal)).Take(4).Select(static line => line.Trim()));
    }

    // Before, it stood in quotes, on as many lines as it has.
    private static string? OldPanic(List<string> lines)
    {
        var at = lines.FindIndex(static line => BeginsPanic().IsMatch(line));
        if (at < 0)
        {
            return null;
        }

        var first = BeginsPanic().Match(lines[at]).Groups["message"].Value;
        var end = lines.FindIndex(at + 1, static line => EndsPanic().IsMatch(line) || line.Trim().Length == 0);
        var rest = lines.Skip(at + 1).Take(end < 0 ? MaxPanicLines : Math.Min(MaxPanicLines, end - at)).Select(static line => EndsPanic().Replace(line, "").Trim());
        return string.Join(" ", rest.Prepend(first)).TrimEnd();
    }

    private static LogPlace Place(Match? match) => match is null ? LogPlace.None
        : new LogPlace(match.Groups["path"].Value, Position.Of(match.Groups["line"].Value), Position.Of(match.Groups["column"].Value));

    [GeneratedRegex(@"^(?<severity>error|warning)(\[(?<rule>[A-Za-z0-9:_]+)\])?: (?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Headline();

    [GeneratedRegex(@"^(could not compile .*|test failed, to rerun .*|doctest failed, to rerun .*|[0-9]+ targets? failed:|build failed.*|aborting due to .*|`.+` \(.*\) generated [0-9]+ warnings?.*|[0-9]+ warnings? emitted|unused manifest key.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Summary();

    [GeneratedRegex(@"^ *(-->|:::) (?<path>[^ ].*?):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Arrow();

    [GeneratedRegex(@"^ *[0-9]* *\|.*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Gutter();

    [GeneratedRegex(@"^ *thread '.*' .*panicked at ('(?<message>.*)', )?(?<path>[^ ':][^':]*):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9}):?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Panicked();

    [GeneratedRegex("^ *thread '.*' panicked at '(?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BeginsPanic();

    [GeneratedRegex("', [^']+:[0-9]+:[0-9]+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EndsPanic();

    // Of a package its folder is named.
    [GeneratedRegex(@" \(/[^)]*\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Folder();

    [GeneratedRegex(@"(?<reason>undefined (symbol|reference)[: ].*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Undefined();

    [GeneratedRegex(@"^(?<path>.+\.rs) - .*\(line (?<line>[0-9]{1,9})\)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DocumentationTest();

    [GeneratedRegex("^---- (?<name>.+) stdout ----$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Begins();

    [GeneratedRegex("^running [0-9]+ tests?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Starts();

    [GeneratedRegex("^(doc)?test failed, to rerun pass ['`](?<target>.+)['`]$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Rerun();

    [GeneratedRegex(@"^ +process didn't exit successfully: `.*` \((?<how>.+)\)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Died();

    [GeneratedRegex(@"^test result: (ok|FAILED)\. (?<passed>[0-9]{1,9}) passed; (?<failed>[0-9]{1,9}) failed; (?<ignored>[0-9]{1,9}) ignored;.*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Result();

    [GeneratedRegex("^ +(Finished|Compiling|Checking|Running|Doc-tests|Fresh) .*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Finished();

    [GeneratedRegex("offline mode|failed to (download|fetch|get `|update registry)|unable to (update|get packages)|Could not (resolve host|connect)|no matching package|network failure|toolchain '.*' is not installed|linker `.*` not found|requires rustc|no such command", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Environment();
}
