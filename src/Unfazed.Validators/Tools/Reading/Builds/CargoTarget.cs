using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>A program that cargo ran.</summary>
/// <param name="Name">The option that runs it alone.</param>
internal sealed record CargoTarget(string Name)
{
    /// <summary>What it printed outside of tests.</summary>
    public List<string> Text { get; } = [];

    /// <summary>How it ended where cargo says so; null for exit status 101, which is how a program ends whose tests have failed.</summary>
    public string? How { get; set; }

    /// <summary>Whether its own result says that tests failed.</summary>
    public bool HasResult { get; set; }

    /// <summary>Whether cargo says how it ended.</summary>
    public bool IsExplicit => How is not (null or "exit status: 101");

    /// <summary>Whether a signal ended it.</summary>
    public bool IsDead => How?.StartsWith("signal", StringComparison.Ordinal) == true;

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
