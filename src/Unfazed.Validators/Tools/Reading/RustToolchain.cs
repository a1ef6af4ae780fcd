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

    private static string ComponentOf(string program) => program.Contains("clippy", StringComparison.Ordinal) ? "clippy" : program.Contains("fmt", StringComparison.Ordinal) ? "rustfmt" : program;

    [GeneratedRegex("error: toolchain '(?<name>[A-Za-z0-9._-]+)' is not installed", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Toolchain();

    [GeneratedRegex("error: '(?<program>[a-z-]+)(\\.exe)?' is not installed for the (custom )?toolchain", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Component();

    [GeneratedRegex("error: no such (sub)?command: `(?<name>clippy|fmt)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Command();

    [GeneratedRegex("error: (rustup could not choose a version of|no override and no default toolchain set|no default toolchain configured)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Default();
}
