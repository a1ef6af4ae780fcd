using System.Globalization;

namespace Unfazed.Validators.Tools.Reading.TestReports;

/// <summary>How many tests a report speaks of.</summary>
/// <param name="Tests">All.</param>
/// <param name="Skipped">Those that were not run.</param>
internal sealed record TestTally(int Tests, int Skipped)
{
    /// <summary>Both together.</summary>
    public static TestTally operator +(TestTally left, TestTally right) => new(left.Tests + right.Tests, left.Skipped + right.Skipped);

    /// <summary>Such as <c>12 tests, 1 skipped</c>.</summary>
    public override string ToString()
    {
        var all = string.Create(CultureInfo.InvariantCulture, $"{Tests} {(Tests == 1 ? "test" : "tests")}");
        return Skipped == 0 ? all : string.Create(CultureInfo.InvariantCulture, $"{all}, {Skipped} skipped");
    }
}
