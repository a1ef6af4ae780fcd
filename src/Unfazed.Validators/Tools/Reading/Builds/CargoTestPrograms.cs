using System.Globalization;
using System.Text.RegularExpressions;
using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>The test programs that cargo runs one after the other, and the lines of Rust's test harness in them.</summary>
/// <param name="log">The log.</param>
/// <param name="hasPassed">Whether the exit code is cargo's own, and 0.</param>
internal sealed partial class CargoTestPrograms(BuildLog log, bool hasPassed)
{
    private const int MaxLines = 200;

    private readonly Dictionary<string, List<string>> _outputs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _explained = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly List<string> _listed = [];
    private readonly List<CargoTarget> _failed = [];
    private CargoTarget? _running;
    private string? _test;
    private bool _listsFailures;
    // "cargo run" shows the command; of a test program that panics cargo says that it failed.
    private bool _isOfRun;
    private bool _listsTargets;
    private readonly List<int> _announced = [];
    private readonly Dictionary<string, List<string>> _doubtful = new(StringComparer.Ordinal);
    private int _begun;
    private int _ended;
    private int _targets;
    private int _harnesses;
    private int _unattached;
    private int _unnamed;
    private int _stated;

    /// <summary>Whether lines are the output of a test that failed.</summary>
    public bool IsPrinting => _test is not null;

    /// <summary>Whether that test is one of the documentation.</summary>
    public bool IsDocumentation => _test is not null && Documentation().IsMatch(_test);

    /// <summary>Whether the output ends before a program said how many tests it runs.</summary>
    public bool OwesResult { get; private set; }

    /// <summary>Takes the start of a program.</summary>
    public void Begin(CargoStatus status)
    {
        (_running, _targets, _harnesses) = (new CargoTarget(""), _targets + 1, _harnesses + (status.HasHarness ? 1 : 0));
        _isOfRun = status.Target.StartsWith('`');
        _listsTargets = false;
        _announced.Clear();
    }

    /// <summary>Takes what cargo says of a program that failed.</summary>
    /// <param name="target">The option that runs it alone: <c>--test a</c>.</param>
    public void Fail(string target)
    {
        _failed.Add((_running ?? new CargoTarget("")) with { Name = target });
        _running = null;
    }

    /// <summary>Takes what cargo says at its end, where it ran all programs although some failed.</summary>
    public void StateFailures(int count) => (_stated, _listsTargets) = (_stated + count, true);

    /// <summary>Another finding says why the test failed whose output follows.</summary>
    public void Explain()
    {
        _explained.Add(_test!);
        _outputs.Remove(_test!);
        _test = null;
    }

    /// <summary>Takes the end of standard output.</summary>
    public void EndOutput() => (_test, _listsFailures) = (null, false);

    /// <summary>Takes a line; true where it shows that a program runs.</summary>
    public bool Take(string line)
    {
        if (Result().Match(line) is { Success: true } result && Fits(result))
        {
            EndProgram(result);
            return true;
        }

        if (Section().Match(line) is { Success: true } section && section.Groups["name"].Value is var name && (_named.Count == 0 || _named.Contains(name)))
        {
            (_test, log.IsKnown) = (name, true);
            _outputs.TryAdd(name, []);
            return true;
        }

        if (line == "failures:")
        {
            (_test, _listsFailures) = (null, true);
            _listed.Clear();
        }
        else if (_test is not null)
        {
            Keep(_outputs[_test], line);
        }
        else
        {
            return TakePlain(line);
        }

        return false;
    }

    /// <summary>Adds what is still open.</summary>
    public void End()
    {
        OwesResult = _harnesses > _begun;
        AddTests(_outputs.Keys.Concat(_named));
        var dead = _failed.Count(static target => target.How is not null);
        AddTargets();
        if (_begun - _ended > dead)
        {
            log.Add(new TestFailure("cargo test", IsError: true, "a test program ended before it had a result", ""));
            log.Extent = log.Extent.Or(Extent.Unfinished("a test program ended before it had a result"));
        }

        if (_unnamed > 0 && !log.HasError)
        {
            log.Add(new TestFailure("cargo test", IsError: false, string.Create(CultureInfo.InvariantCulture, $"{_unnamed} failed, and the output does not name them"), ""));
        }

        if (log is { Tests.Tests: 0, HasError: false } && _targets <= _begun)
        {
            log.Nothing = "no test ran";
        }

        AddExtent();
        if (_isOfRun && !hasPassed)
        {
            _running?.AddRun(log);
        }
    }

    private bool TakePlain(string line)
    {
        if (Starts().Match(line) is { Success: true } starts)
        {
            if (_announced.Count == 0)
            {
                AddTests(_outputs.Keys.Concat(_named));
                _doubtful.Clear();
            }

            _announced.Add(Count(starts, "count"));
            (_begun, log.IsKnown) = (_begun + 1, true);
            return true;
        }

        if (FailedTest().Match(line) is { Success: true } failed)
        {
            _named.Add(failed.Groups["name"].Value);
        }
        else if (Lists().IsMatch(line))
        {
            (_begun, _ended, log.IsKnown) = (_begun + 1, _ended + 1, true);
            log.AddTests(0, 0);
        }
        else if (_failed is [.., var last] && Died().Match(line) is { Success: true } died)
        {
            last.How = died.Groups["how"].Value;
        }
        else if (_listsTargets && Listed().Match(line) is { Success: true } listed)
        {
            if (!_failed.Exists(target => target.Name == listed.Groups["target"].Value))
            {
                _failed.Add(new CargoTarget(listed.Groups["target"].Value));
            }
        }
        else if (_listsFailures && line.StartsWith("    ", StringComparison.Ordinal) && line.Trim() is { Length: > 0 } name)
        {
            _listed.Add(name);
        }
        else if (_running is not null)
        {
            _running.Take(line);
        }

        return false;
    }

    // A test may print such a line: the count of the program itself is that of the tests that it announced. Within the output of a failed test it names as many failures, too.
    private bool Fits(Match result) => _announced.Count == 0 || (_announced.Contains(All(result)) && (_test is null || Count(result, "failed") >= _named.Count));

    private static int All(Match result) => Count(result, "passed") + Count(result, "failed") + Count(result, "ignored") + Count(result, "measured");

    private void EndProgram(Match result)
    {
        var (failed, ignored) = (Count(result, "failed"), Count(result, "ignored"));
        log.IsKnown = true;
        log.AddTests(All(result), ignored);
        EndAnnounced(result);
        Doubt(failed);
        var names = failed == 0 ? [] : (_listed.Count == failed ? _listed : _outputs.Keys.Concat(_named).Concat(_listed).Concat(_explained)).Distinct(StringComparer.Ordinal).ToList();
        _unnamed += Math.Max(0, failed - names.Count);
        _unattached += failed > 0 && _running is null ? 1 : 0;
        if (_running is not null)
        {
            // What the harness printed so far explains no failure after its result.
            _running.HasResult |= failed > 0;
            _running.Text.Clear();
        }

        AddTests(names);
        (_test, _listsFailures) = (null, false);
    }

    // What was announced later was printed by a test of this program; what was announced before belongs to programs that died.
    private void EndAnnounced(Match result)
    {
        if (_announced.IndexOf(All(result)) is >= 0 and var index)
        {
            _begun -= _announced.Count - index - 1;
            _announced.RemoveRange(index, _announced.Count - index);
            _ended++;
        }
    }

    // Without a failure the failed tests were only printed, unless this line was too and another result follows.
    private void Doubt(int failed)
    {
        if (failed > 0)
        {
            foreach (var (name, lines) in _doubtful)
            {
                _outputs.TryAdd(name, lines);
            }

            _doubtful.Clear();
            return;
        }

        foreach (var name in _named)
        {
            _doubtful[name] = _outputs.GetValueOrDefault(name) ?? [];
        }

        _named.Clear();
        _outputs.Clear();
    }

    private void AddTests(IEnumerable<string> names)
    {
        foreach (var name in names.Distinct(StringComparer.Ordinal).Where(name => !_explained.Contains(name)).ToList())
        {
            var lines = _outputs.GetValueOrDefault(name) ?? [];
            var said = RustPanic.Message(lines) ?? lines.Find(static line => line.Trim().Length > 0)?.Trim() ?? "";

            // The place of its panic counts lines of what rustdoc made of it.
            log.Add(Documentation().Match(name) is { Success: true } documentation
                ? new TestFailure(name, IsError: false, said, "") { File = documentation.Groups["path"].Value, Line = Position.Of(documentation.Groups["line"].Value) }
                : new TestFailure(name, IsError: false, said, string.Join('\n', lines)));
        }

        _outputs.Clear();
        _named.Clear();
        _listed.Clear();
        _explained.Clear();
    }

    // Programs whose failure no test of theirs explains: they died, or have a harness of their own.
    private void AddTargets()
    {
        foreach (var target in _failed.Where(static target => target.IsExplicit))
        {
            log.Add(target.ToFailure());
        }

        var silent = _failed.Where(static target => target is { IsExplicit: false, HasResult: false }).OrderByDescending(static target => target.Text.Exists(static line => line.Contains("panicked at", StringComparison.Ordinal))).ToList();
        foreach (var target in silent.Take(Math.Max(0, silent.Count - _unattached)))
        {
            log.Add(target.ToFailure());
        }

        if (_stated - _failed.Count is > 0 and var missing)
        {
            log.Add(new TestFailure("cargo test", IsError: true, string.Create(CultureInfo.InvariantCulture, $"{_stated} test programs failed, and the output does not name {missing} of them"), ""));
        }
    }

    private void AddExtent()
    {
        if (_failed.Find(static target => target.IsDead) is { } dead)
        {
            log.Extent = log.Extent.Or(Extent.Unfinished($"the test program {dead.Name} did not complete"));
        }
        else if (_stated < _failed.Count && _failed is [.., var last])
        {
            log.Extent = log.Extent.Or(Extent.Unfinished($"cargo stopped after {last.Name}: --no-fail-fast runs the other test programs too"));
        }
        else if (_stated == 0 && log.HasError)
        {
            log.Extent = log.Extent.Or(Extent.Unfinished("its output does not say whether the other test programs ran"));
        }
    }

    private static void Keep(List<string> lines, string line)
    {
        if (lines.Count < MaxLines)
        {
            lines.Add(line);
        }
    }

    private static int Count(Match match, string name) => Position.Of(match.Groups[name].Value) ?? 0;

    [GeneratedRegex(@"^(?<path>.+\.rs) - .*\(line (?<line>[0-9]{1,9})\)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Documentation();

    [GeneratedRegex("^---- (?<name>.+) stdout ----$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Section();

    [GeneratedRegex("^running (?<count>[0-9]{1,9}) tests?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Starts();

    [GeneratedRegex(@"^test (?<name>.+?)( - should panic)? \.\.\. FAILED$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FailedTest();

    // With --list, and from the runner of WebAssembly.
    [GeneratedRegex("^([0-9]+ tests?, [0-9]+ benchmarks?|no tests to run!)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Lists();

    [GeneratedRegex("^    `(?<target>.+)`$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listed();

    [GeneratedRegex(@"^ +process didn't exit successfully: `.*` \((?<how>.+)\)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Died();

    [GeneratedRegex(@"^test result: (ok|FAILED)\. (?<passed>[0-9]{1,9}) passed; (?<failed>[0-9]{1,9}) failed; (?<ignored>[0-9]{1,9}) ignored;( (?<measured>[0-9]{1,9}) measured;)?.*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Result();
}
