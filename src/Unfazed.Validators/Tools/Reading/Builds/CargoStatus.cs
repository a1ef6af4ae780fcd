using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>A line in which cargo says what it does: a verb that ends in column 12, and its object.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Target">What it is about.</param>
internal sealed partial record CargoStatus(string Verb, string Target)
{
    private const int Width = 12;

    /// <summary>Whether a program runs from here on, and what follows is its output.</summary>
    public bool IsRun => Verb == "Doc-tests" || (Verb == "Running" && !IsCompiler);

    /// <summary>Whether what runs has Rust's own test harness, which prints how many tests it runs.</summary>
    public bool HasHarness => Verb == "Doc-tests" || (Verb == "Running" && Target.StartsWith("unittests ", StringComparison.Ordinal));

    /// <summary>Whether cargo compiles, after which it says that it finished.</summary>
    public bool IsCompilation => Verb is "Compiling" or "Checking" or "Documenting" || (Verb == "Running" && IsCompiler);

    // With -v cargo shows the compiler's commands and those of build scripts too.
    private bool IsCompiler => Target.StartsWith('`') && (Target.Contains("rustc --crate-name ", StringComparison.Ordinal) || Target.Contains("/build-script-", StringComparison.Ordinal));

    /// <summary>Whether a line is one.</summary>
    public static bool Is(string line) => Find(line) is not null;

    /// <summary>Reads a line; null for one that is none.</summary>
    public static CargoStatus? Find(string line) =>
        line.StartsWith(' ') && Status().Match(line) is { Success: true } match && match.Groups["verb"] is var verb && verb.Index + verb.Length == Width
            ? new CargoStatus(verb.Value, match.Groups["target"].Value) : null;

    [GeneratedRegex("^ +(?<verb>Compiling|Checking|Documenting|Finished|Running|Doc-tests|Fresh|Dirty|Updating|Locking|Adding|Downloading|Downloaded|Blocking|Building|Executable) +(?<target>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Status();
}
