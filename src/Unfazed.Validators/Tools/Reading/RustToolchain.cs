using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>What cargo and rustup say about a part of the toolchain that is not installed.</summary>
internal static partial class RustToolchain
{
    /// <summary>Returns what is not installed, and the command that installs it; null where nothing is missing.</summary>
    public static (string What, string Remedy)? Missing(string errorText)
    {
        if (Toolchain().Match(errorText) is { Success: true } toolchain)
        {
            var name = toolchain.Groups["name"].Value;
            return ($"the Rust toolchain {name} is not installed", $"run: rustup toolchain install {name}");
        }

        if (Component().Match(errorText) is { Success: true } component)
        {
            return ($"{component.Groups["program"].Value} is not installed for the Rust toolchain", $"run: rustup component add {ComponentOf(component.Groups["program"].Value)}");
        }

        if (Command().Match(errorText) is { Success: true } command)
        {
            return ($"cargo has no command {command.Groups["name"].Value}", $"run: rustup component add {ComponentOf(command.Groups["name"].Value)}");
        }

        return Default().IsMatch(errorText) ? ("rustup has no default toolchain", "run: rustup default stable") : null;
    }

    /// <summary>Returns the target whose standard library the compiler does not find (E0463), and the command that installs it; null where it finds all.</summary>
    /// <param name="notes">What the compiler says below the error.</param>
    public static (string What, string Remedy)? MissingTarget(IEnumerable<string> notes) =>
        notes.Select(static note => Target().Match(note)).FirstOrDefault(static match => match.Success)?.Groups["name"].Value is { } name
            ? ($"the standard library of the target {name} is not installed", $"run: rustup target add {name}") : null;

    private static string ComponentOf(string program) => program.Contains("clippy", StringComparison.Ordinal) ? "clippy" : program.Contains("fmt", StringComparison.Ordinal) ? "rustfmt" : program;

    [GeneratedRegex("error: toolchain '(?<name>[A-Za-z0-9._-]+)' is not installed", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Toolchain();

    [GeneratedRegex("the `(?<name>[A-Za-z0-9._-]+)` target may not be installed", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Target();

    [GeneratedRegex("error: '(?<program>[a-z-]+)(\\.exe)?' is not installed for the (custom )?toolchain", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Component();

    [GeneratedRegex("error: no such (sub)?command: `(?<name>clippy|fmt)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Command();

    [GeneratedRegex("error: (rustup could not choose a version of|no override and no default toolchain set|no default toolchain configured)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Default();
}
