using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>A program that cargo ran.</summary>
/// <param name="Name">The option that runs it alone.</param>
internal sealed record CargoTarget(string Name)
{
    private const int MaxLines = 200;

    private bool _hasPanicked;
    private bool _isBacktrace;
    private string _last = "";
    // What main returned, where that is the last that it printed.
    private string? _error;

    /// <summary>What it printed outside of tests.</summary>
    public List<string> Text { get; } = [];

    /// <summary>Whether the last that it printed is a panic of its main thread, after which it ends: of what <c>cargo run</c> runs cargo says nothing more.</summary>
    public bool EndsInPanic => _hasPanicked && ((_isBacktrace && (_last.StartsWith(' ') || _last == "stack backtrace:")) || (_last.StartsWith("note: ", StringComparison.Ordinal) && _last.Contains("RUST_BACKTRACE", StringComparison.Ordinal)));

    /// <summary>How it ended where cargo says so; null for exit status 101, which is how a program ends whose tests have failed.</summary>
    public string? How { get; set; }

    /// <summary>Whether its own result says that tests failed.</summary>
    public bool HasResult { get; set; }

    /// <summary>Whether cargo says how it ended.</summary>
    public bool IsExplicit => How is not (null or "exit status: 101");

    /// <summary>Whether a signal ended it.</summary>
    public bool IsDead => How?.StartsWith("signal", StringComparison.Ordinal) == true;

    /// <summary>Takes a line that it printed outside of tests.</summary>
    public void Take(string line)
    {
        if (RustPanic.IsOfMain(line))
        {
            (_hasPanicked, _isBacktrace) = (true, false);
            if (Text.Count == MaxLines)
            {
                Text.Clear();
            }
        }

        if (!line.AsSpan().Trim().IsEmpty)
        {
            _last = line;
            _isBacktrace |= _hasPanicked && line == "stack backtrace:";
            TakeError(line);
        }

        if (Text.Count < MaxLines)
        {
            Text.Add(line);
        }
    }

    // Rust prints it in the form for debugging, which may have several lines, with its causes below.
    private void TakeError(string line)
    {
        if (line == "Error:" || line.StartsWith("Error: ", StringComparison.Ordinal))
        {
            _error = line["Error:".Length..].Trim();
        }
        else if (_error is not null && !Continues(line))
        {
            _error = null;
        }
        else if (_error is "")
        {
            _error = line.Trim();
        }
    }

    private static bool Continues(string line) => line[0] is ' ' or '\t' or '}' or ')' or ']' ||
        line.StartsWith("Caused by:", StringComparison.Ordinal) || line.StartsWith("Location:", StringComparison.Ordinal) || line.StartsWith("Stack backtrace:", StringComparison.Ordinal);

    /// <summary>
    /// Adds how it failed under <c>cargo run</c>: cargo says nothing of it where a pipe loses the exit code. What panics and prints more has recovered, or
    /// cleaned up: nobody can tell.
    /// </summary>
    public void AddRun(BuildLog log)
    {
        if (EndsInPanic)
        {
            log.Add((this with { Name = "cargo run" }).ToFailure());
        }
        else if (_error is not null)
        {
            log.Add(new TestFailure("cargo run", IsError: true, _error, ""));
        }
        else if (_hasPanicked && log is { HasError: false, Failure: null })
        {
            log.Failure = $"the program panicked ({RustPanic.Message(Text)}) and printed more: only its exit code says whether it recovered";
        }
    }

    /// <summary>The failure.</summary>
    public TestFailure ToFailure()
    {
        if (IsDead)
        {
            return new TestFailure(Name, IsError: true, $"the test program did not complete ({How})", "");
        }

        var said = RustPanic.Message(Text) ?? Text.Find(static line => line.Trim().Length > 0)?.Trim();
        var how = IsExplicit ? $" ({How})" : "";
        return new TestFailure(Name, IsError: true, said is null ? $"a test program failed and names no test{how}" : said + how, string.Join('\n', Text));
    }
}
