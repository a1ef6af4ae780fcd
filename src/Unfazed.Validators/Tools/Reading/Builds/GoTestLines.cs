using System.Text.RegularExpressions;
using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>The lines that tests of Go print: those of one package where events name it, else of one package after the other.</summary>
internal sealed partial class GoTestLines(BuildLog log)
{
    private const int MaxLines = 200;

    private readonly Dictionary<string, List<string>> _printed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly List<string> _failed = [];
    private readonly List<string> _panic = [];
    private string? _current;
    private bool _isPanic;
    private bool _isDead;
    private bool _isOwed;
    private bool _namesAll;
    private bool _isOpen;
    private bool _hasFailed;
    private bool _saysPass;
    private bool _hasExited;
    private bool _isFailed;
    private string? _doubtful;
    private string? _end;
    private int _tests;
    private int _skipped;

    /// <summary>The packages that did not compile.</summary>
    public List<string> Broken { get; } = [];

    /// <summary>How many packages have a result.</summary>
    public int Packages { get; private set; }

    /// <summary>How many of them ran no test.</summary>
    public int WithoutTests { get; private set; }

    /// <summary>Whether the output ends after a test began and before the result of its package.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Whether it ends with the line that says that a package failed, and names none after it.</summary>
    public bool StatesFailure => _hasFailed;

    /// <summary>Whether a test runs, as far as the lines say.</summary>
    public bool IsInTest => _isOpen;

    /// <summary>Takes a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="package">Its package, where an event names it.</param>
    public void Take(string line, string? package)
    {
        if (Package().Match(line) is { Success: true } end && !IsDoubtful(line, end, package))
        {
            TakePackage(line, end);
        }
        else if (Test().Match(line) is { Success: true } test && (test.Groups["before"].Value.AsSpan().Trim().IsEmpty || !_namesAll || _open.Contains(test.Groups["name"].Value)))
        {
            Survive();
            (_doubtful, _saysPass, log.IsKnown) = (_open.Contains(test.Groups["name"].Value) ? null : _doubtful, false, true);
            EndTest(test.Groups["kind"].Value, test.Groups["name"].Value);
        }
        else if (Running().Match(line) is { Success: true } running)
        {
            Survive();
            (_current, _namesAll, _isOpen, log.IsKnown) = (running.Groups["name"].Value, true, true, true);
            _open.Add(_current);
        }
        else
        {
            _isPanic |= Panic().IsMatch(line);
            _isDead |= Death().IsMatch(line);
            _isOpen &= line is not ("PASS" or "FAIL");
            _hasFailed = line == "FAIL" || (_hasFailed && line.Length == 0);
            _saysPass = line == "PASS" || (_saysPass && line.StartsWith("coverage: ", StringComparison.Ordinal));
            _hasExited |= line.StartsWith("exit status ", StringComparison.Ordinal) || line.StartsWith("*** Test", StringComparison.Ordinal);
            _isFailed |= line == "FAIL";
            Keep(line);
        }
    }

    /// <summary>Takes an event of the package: its result, or that something of it began or was printed.</summary>
    public void TakeEvent(GoTestEvent happened)
    {
        _isOwed = !happened.IsEnd;
        if (happened.IsEnd)
        {
            (Packages, _hasFailed) = (Packages + 1, false);
            WithoutTests += _end is not null && RanNoTest(_end) ? 1 : 0;
            var isBroken = happened.IsFailure && _end is not null && Package().Match(_end).Groups["built"].Success;
            if (isBroken)
            {
                Broken.Add(happened.Package!);
            }
            else if (!happened.IsFailure)
            {
                _failed.Clear();
            }

            EndPackage(happened.Package!, isBroken ? null : happened.IsFailure);
        }
    }

    /// <summary>Adds what is still open, as after a process that was killed.</summary>
    public void End()
    {
        Commit();
        IsCutOff = _isOpen || _isOwed || _failed.Count > 0 || _isPanic || _hasExited;
        EndPackage(_end is null ? "" : Package().Match(_end).Groups["package"].Value, isFailed: null);

        // Without -v only failed tests are named.
        if (_namesAll && _tests > 0)
        {
            log.AddTests(_tests, _skipped);
        }
    }

    // An event of the package says how it ended, and a passing test prints what it likes. In text go says above a failed package how its program ended; a line without that was
    // printed by a test where another result of this package follows.
    private bool IsDoubtful(string line, Match end, string? package)
    {
        if (package is not null)
        {
            _end = end.Groups["package"].Value == package ? line : _end;
            return true;
        }

        var isOwn = !line.StartsWith("FAIL", StringComparison.Ordinal) || end.Groups["built"].Success || _isFailed || _hasExited || _isDead;
        if (!isOwn)
        {
            Commit();
            _doubtful = end.Groups["package"].Value;
        }

        return !isOwn;
    }

    private void TakePackage(string line, Match end)
    {
        _doubtful = _saysPass ? null : _doubtful;
        Commit();
        var isBroken = end.Groups["built"].Success;
        if (isBroken)
        {
            Broken.Add(end.Groups["package"].Value);
        }

        (_hasFailed, Packages) = (false, Packages + 1);
        WithoutTests += RanNoTest(line) ? 1 : 0;
        EndPackage(end.Groups["package"].Value, isBroken ? null : line.StartsWith("FAIL", StringComparison.Ordinal));
    }

    // Nothing shows that it was only printed.
    private void Commit()
    {
        if (_doubtful is { } package)
        {
            (_doubtful, _hasFailed, Packages) = (null, false, Packages + 1);
            EndPackage(package, isFailed: true);
        }
    }

    private static bool RanNoTest(string line) => line.EndsWith("[no test files]", StringComparison.Ordinal) || line.EndsWith("[no tests to run]", StringComparison.Ordinal);

    // Where another test begins or ends after a panic, its words were only printed.
    private void Survive()
    {
        if (_isDead)
        {
            (_isPanic, _isDead) = (false, false);
            if (_current is not null)
            {
                Printed(_current).AddRange(_panic);
            }

            _panic.Clear();
        }
    }

    private void Keep(string line)
    {
        var lines = _isPanic ? _panic : _current is not null ? Printed(_current) : null;
        if (lines is { Count: < MaxLines } && line.Trim() is { Length: > 0 } said && said is not ("PASS" or "FAIL"))
        {
            lines.Add(said);
        }
    }

    private void EndTest(string kind, string name)
    {
        _tests++;
        _skipped += kind == "SKIP" ? 1 : 0;
        _current = null;
        if (kind == "FAIL")
        {
            // What it logged follows, or stood before with -v.
            _failed.Add(name);
            _current = name;
        }
        else
        {
            _open.Remove(name);
        }
    }

    private List<string> Printed(string test)
    {
        if (!_printed.TryGetValue(test, out var lines))
        {
            lines = [];
            _printed.Add(test, lines);
        }

        return lines;
    }

    // Null: it did not compile, or nothing says how it ended.
    private void EndPackage(string package, bool? isFailed)
    {
        log.IsKnown |= package.Length > 0;

        // A test that passes may print what it recovered from, and the results of other tests: with -v each test of the package begins in a line of its own.
        (_isPanic, _isDead) = (_isPanic && isFailed is not false, _isDead && isFailed is true);
        if (isFailed is false && _namesAll)
        {
            _failed.RemoveAll(name => !_open.Contains(name));
        }
        else if (isFailed is false && _saysPass && !_hasExited)
        {
            // "go test" in a folder shows what passing tests print, and the test program's own end above go's.
            _failed.Clear();
        }

        if (_isDead || (isFailed is true && _failed.Count == 0))
        {
            log.Extent = log.Extent.Or(Extent.EndedIn(_failed.Count > 0 ? $"{package}.{_failed[^1]}" : package));
        }

        foreach (var name in _failed.Where(IsOwn))
        {
            log.Add(Failure($"{package}.{name}".TrimStart('.'), package, _isPanic && name == _failed[^1] ? _panic : Printed(name)));
        }

        if (_failed.Count == 0 && (_isPanic || isFailed is true))
        {
            var name = _current is null ? package : $"{package}.{_current}".TrimStart('.');
            log.Add(Failure(name.Length > 0 ? name : "go test", package, _isPanic ? _panic : ["it failed and names no test"]) with { IsError = true });
        }

        (_isPanic, _isDead, _current, _isOpen) = (false, false, null, false);
        (_saysPass, _hasExited, _isFailed, _doubtful, _end) = (false, false, false, null, null);
        _failed.Clear();
        _panic.Clear();
        _printed.Clear();
        _open.Clear();
    }

    // A test whose part failed says nothing of its own.
    private bool IsOwn(string name) => Printed(name).Exists(static line => Logged().IsMatch(line)) || !_failed.Exists(part => part.StartsWith(name + "/", StringComparison.Ordinal));

    private static TestFailure Failure(string name, string package, List<string> lines)
    {
        var said = lines.Find(static line => Logged().IsMatch(line)) ?? lines.FirstOrDefault() ?? "";
        var message = Logged().Match(said) is { Success: true } placed ? placed.Groups["message"].Value : said;
        return new TestFailure(name, IsError: false, message, string.Join('\n', lines)) { Folder = package };
    }

    [GeneratedRegex(@"^(ok  |\?   |FAIL)\t(?<package>[^\s]+)(\t.*)?( \[(?<built>build failed|setup failed)\])?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Package();

    // What a test printed without a line break stands before its result.
    [GeneratedRegex(@"^(?<before>.*?)--- (?<kind>PASS|FAIL|SKIP): (?<name>[^ ]+) \([0-9.]+s\)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Test();

    [GeneratedRegex("^=== (RUN|CONT|NAME) +(?<name>[^ ]+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Running();

    [GeneratedRegex("^(panic: |fatal error: |runtime: goroutine stack exceeds |signal: |WARNING: DATA RACE)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Panic();

    // After these no other test of the package runs; after a race they do.
    [GeneratedRegex("^(panic: |fatal error: |runtime: goroutine stack exceeds |signal: )", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Death();

    [GeneratedRegex(@"^[^\s:]+\.go:[0-9]+: (?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Logged();
}
