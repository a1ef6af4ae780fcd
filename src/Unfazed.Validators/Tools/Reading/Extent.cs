namespace Unfazed.Validators.Tools.Reading;

/// <summary>How far a reading goes: whether it accounts for everything that the tool said, and whether the tool inspected all that it was to inspect.</summary>
internal sealed record Extent
{
    private const int LongestSaid = 200;

    private Extent(string? gap, bool isStop = false) => (Gap, IsStop) = (gap, isStop);

    /// <summary>All that the tool said is among the findings, and it came to its end.</summary>
    public static Extent Whole { get; } = new(gap: null);

    /// <summary>What is missing, in people's words; null for nothing.</summary>
    public string? Gap { get; }

    /// <summary>Whether the tool, or its output, ended early: that is certain whatever the exit code, which a pipe may have lost.</summary>
    public bool IsStop { get; }

    /// <summary>The output could not be read, and the reading says why.</summary>
    public static Extent Unread { get; } = new("its output could not be read");

    /// <summary>Returns the extent of a tool that stopped at a finding and inspected nothing after it; <see cref="Whole"/> for null.</summary>
    public static Extent StoppedAt(Core.Finding? finding) => finding is null ? Whole : new($"it stopped at {PlaceOf(finding)} and did not look at the rest", isStop: true);

    /// <summary>A test ended the program that was to run the others, too, or a package of tests did not compile.</summary>
    /// <param name="name">The test or the package.</param>
    public static Extent EndedIn(string name) => new($"it stopped at {name} and did not run the rest", isStop: true);

    /// <summary>The output ends before what the tool always prints.</summary>
    /// <param name="what">What is missing, such as <c>the result of a package</c>.</param>
    public static Extent EndsBefore(string what) => new($"its output ends before {what}", isStop: true);

    /// <summary>The tool stopped before its end, such as a test runner before it ran all tests, or its output was cut off.</summary>
    /// <param name="how">What is missing, as a clause: <c>it ran 2 of 5 tests</c>.</param>
    public static Extent Unfinished(string how) => new(how, isStop: true);

    /// <summary>The tool said something that no finding accounts for.</summary>
    /// <param name="line">What it said; null for nothing.</param>
    public static Extent Without(string? line) => line is null ? Whole : new($"it said \"{OutputTail.Shorten(line.Trim(), LongestSaid)}\", which none of its findings accounts for");

    /// <summary>The tool counts more problems than it has printed: some of its output is missing.</summary>
    public static Extent Counting(int counted, int printed) => new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it counts {counted} problems and printed {printed}"), isStop: true);

    /// <summary>Returns the first of both that has a gap, a stop before anything else.</summary>
    public Extent Or(Extent other) => Gap is null || (!IsStop && other.IsStop) ? other : this;

    private static string PlaceOf(Core.Finding finding) => finding switch
    {
        { Path: { } path, Line: { } line } => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}:{line}"),
        { Path: { } path } => path,
        _ => finding.Message,
    };
}
