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

    /// <summary>Takes a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="package">Its package, where an event names it.</param>
    public void Take(string line, string? package)
    {
        if (Package().Match(line) is { Success: true } end)
        {
            var isBroken = end.Groups["built"].Success;
            if (isBroken)
            {
                Broken.Add(end.Groups["package"].Value);
            }

            (_hasFailed, Packages) = (false, Packages + 1);
            WithoutTests += line.EndsWith("[no test files]", StringComparison.Ordinal) || line.EndsWith("[no tests to run]", StringComparison.Ordinal) ? 1 : 0;
            EndPackage(package ?? end.Groups["package"].Value, isBroken ? null : line.StartsWith("FAIL", StringComparison.Ordinal));
        }
        else if (Test().Match(line) is { Success: true } test && (test.Groups["before"].Value.AsSpan().Trim().IsEmpty || !_namesAll || _open.Contains(test.Groups["name"].Value)))
        {
            Survive();
            (_saysPass, log.IsKnown) = (false, true);
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
            _hasExited |= line.StartsWith("exit status ", StringComparison.Ordinal);
            Keep(line);
        }
    }

    /// <summary>Takes an event of the package: its result, or that something of it began or was printed.</summary>
    /// <param name="isEnd">Whether it is the result.</param>
    public void TakeEvent(bool isEnd) => (_isOpen, _isOwed) = (_isOpen && !isEnd, !isEnd);

    /// <summary>Adds what is still open, as after a process that was killed.</summary>
    public void End()
    {
        IsCutOff = _isOpen || _isOwed || _failed.Count > 0 || _isPanic;
        EndPackage("", isFailed: null);

        // Without -v only failed tests are named.
        if (_namesAll && _tests > 0)
        {
            log.AddTests(_tests, _skipped);
        }
    }

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
        (_saysPass, _hasExited) = (false, false);
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
