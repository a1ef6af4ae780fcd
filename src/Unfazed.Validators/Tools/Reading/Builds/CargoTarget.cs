using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>A program that cargo ran.</summary>
/// <param name="Name">The option that runs it alone.</param>
internal sealed record CargoTarget(string Name)
{
    private const int MaxLines = 200;

    private bool _hasPanicked;
    private string _last = "";

    /// <summary>What it printed outside of tests.</summary>
    public List<string> Text { get; } = [];

    /// <summary>Whether the last that it printed is a panic of its main thread, after which it ends: of what <c>cargo run</c> runs cargo says nothing more.</summary>
    public bool EndsInPanic => _hasPanicked && _last.StartsWith("note: ", StringComparison.Ordinal) && _last.Contains("RUST_BACKTRACE", StringComparison.Ordinal);

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
            _hasPanicked = true;
            if (Text.Count == MaxLines)
            {
                Text.Clear();
            }
        }

        _last = line.AsSpan().Trim().IsEmpty ? _last : line;
        if (Text.Count < MaxLines)
        {
            Text.Add(line);
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
