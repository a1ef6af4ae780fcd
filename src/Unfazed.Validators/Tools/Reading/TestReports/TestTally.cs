using System.Globalization;

namespace Unfazed.Validators.Tools.Reading.TestReports;

/// <summary>How many tests a report speaks of.</summary>
/// <param name="Tests">All.</param>
/// <param name="Skipped">Those that were not run.</param>
internal sealed record TestTally(int Tests, int Skipped)
{
    /// <summary>Why nothing was tested; null where a test ran.</summary>
    public string? Nothing => Tests == 0 ? "its report holds no test"
        : Tests > Skipped ? null
        : Tests == 1 ? "its only test was skipped"
        : string.Create(CultureInfo.InvariantCulture, $"all of its {Tests} tests were skipped");

    /// <summary>Both together.</summary>
    public static TestTally operator +(TestTally left, TestTally right) => new(left.Tests + right.Tests, left.Skipped + right.Skipped);

    /// <summary>Such as <c>12 tests, 1 skipped</c>.</summary>
    public override string ToString()
    {
        var all = string.Create(CultureInfo.InvariantCulture, $"{Tests} {(Tests == 1 ? "test" : "tests")}");
        return Skipped == 0 ? all : string.Create(CultureInfo.InvariantCulture, $"{all}, {Skipped} skipped");
    }
}
