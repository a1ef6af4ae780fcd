using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>One run of CTest: the results that it printed, and what it says of itself in its last lines.</summary>
internal sealed class CTestRun
{
    private readonly List<CTestResult> _tests = [];
    private readonly HashSet<string> _started = new(StringComparer.Ordinal);
    private int _counted;
    private int? _announced;
    private bool _hasBegun;

    /// <summary>The names that the list at the end calls failed, each with how.</summary>
    public List<(string Name, string How)> Listed { get; } = [];

    /// <summary>How many tests failed, as its summary states; null without a summary.</summary>
    public int? StatedFailures { get; private set; }

    /// <summary>Whether it began and has no summary.</summary>
    public bool OwesResult => StatedFailures is null && (_hasBegun || !IsEmpty);

    /// <summary>Whether it started no test but those that are not to run: then CTest has found none, in its own words.</summary>
    public bool IsEmpty => _tests.TrueForAll(static test => test.IsSkipped) && _started.Count == _tests.Count;

    /// <summary>The test whose output follows; null for none.</summary>
    public CTestResult? Open { get; private set; }

    /// <summary>Takes the line with which CTest begins.</summary>
    public void Begin() => _hasBegun = true;

    /// <summary>Takes a result; false for one that does not continue the count, which a test printed.</summary>
    /// <param name="result">The result.</param>
    /// <param name="count">Its number and the number of all, as in <c>2/5</c>; null for the repetition of a test.</param>
    public bool TryTake(CTestResult result, (int Done, int Total)? count)
    {
        var earlier = _tests.FindIndex(test => test.Number == result.Number);
        if (count is var (done, total))
        {
            if (done <= _counted || (_announced ?? total) != total)
            {
                return false;
            }

            (_counted, _announced) = (done, total);
        }
        else if (!_started.Contains(result.Number))
        {
            return false;
        }

        // Its summary comes after all results: one before was printed by a test, such as one that runs CTest.
        StatedFailures = null;
        Listed.Clear();
        if (earlier >= 0)
        {
            _tests.RemoveAt(earlier);
        }

        _tests.Add(result);
        Open = result.IsFailed ? result : null;
        return true;
    }

    /// <summary>Takes the start of a test, which ends the output of another one.</summary>
    public void Start(string number)
    {
        _started.Add(number);
        Close();
    }

    /// <summary>Takes the summary.</summary>
    public void State(int failures) => StatedFailures = failures;

    /// <summary>Ends the output of a test.</summary>
    public void Close() => Open = null;

    /// <summary>Adds the failed tests to the log, and what is missing.</summary>
    public void AddTo(BuildLog log)
    {
        var failed = _tests.Where(static test => test.IsFailed).ToList();
        failed.AddRange(Listed.Where(listed => !failed.Exists(test => test.Name == listed.Name)).Select(static listed => new CTestResult("", listed.Name, listed.How)));
        failed.ForEach(test => log.Add(test.ToFailure()));
        if (_tests.Count > 0)
        {
            log.AddTests(_tests.Count, _tests.Count(static test => test.IsSkipped));
        }

        if (StatedFailures > failed.Count)
        {
            log.Extent = log.Extent.Or(Extent.Unfinished(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"CTest states {StatedFailures} failed tests, of which its output names {failed.Count}")));
        }
        else if (StatedFailures is not null && _announced is { } all && Math.Max(_counted, _tests.Count) is var ran && ran < all)
        {
            log.Extent = log.Extent.Or(Extent.Unfinished(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"CTest stopped after {ran} of {all} tests")));
        }
    }
}

/// <summary>The result of a test.</summary>
/// <param name="Number">Its number in the project.</param>
/// <param name="Name">Its name.</param>
/// <param name="How">How it ended: <c>Passed</c>, <c>Failed</c>, <c>Timeout</c>.</param>
internal sealed record CTestResult(string Number, string Name, string How)
{
    private const int MaxLines = 200;

    private readonly List<string> _lines = [];

    /// <summary>Whether it was not to run.</summary>
    public bool IsSkipped => How is "Skipped" or "Not Run (Disabled)" or "Disabled";

    /// <summary>Whether it failed or could not run.</summary>
    public bool IsFailed => How != "Passed" && !IsSkipped;

    /// <summary>Adds a line of its output.</summary>
    public void Print(string line)
    {
        if (_lines.Count < MaxLines)
        {
            _lines.Add(line);
        }
    }

    /// <summary>The failure.</summary>
    public TestFailure ToFailure() => new(Name, How is not "Failed", CTestLines.Message(How, _lines), string.Join('\n', _lines));
}
