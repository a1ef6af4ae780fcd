using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// An error that cargo found in a manifest before it compiled anything: <c>failed to parse manifest at `…/Cargo.toml`</c> with its causes, or since
/// cargo 1.80 an error with the place below it.
/// </summary>
/// <param name="Path">The manifest as cargo names it.</param>
/// <param name="Line">From 1; null where cargo names none.</param>
/// <param name="Column">From 1; null where cargo names none.</param>
/// <param name="Message">What is wrong.</param>
internal sealed partial record CargoManifest(string Path, int? Line, int? Column, string Message)
{
    private const int MaxLines = 40;

    /// <summary>Whether it is the installed cargo that is too old for the manifest.</summary>
    public bool IsToolchain => Toolchain().IsMatch(Message);

    /// <summary>Returns the error among the lines of standard error; null for none.</summary>
    public static CargoManifest? Find(IEnumerable<string> lines)
    {
        var all = lines.SkipWhile(static line => !line.StartsWith("error: ", StringComparison.Ordinal)).Take(MaxLines).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        if (all.Select(static line => Parsing().Match(line)).FirstOrDefault(static match => match.Success) is { } parsing)
        {
            var place = all.Select(static line => Toml().Match(line)).FirstOrDefault(static match => match.Success);
            var said = place is null ? Cause(all) ?? "it could not be parsed" : string.Join("; ", all.SkipWhile(static line => !Toml().IsMatch(line)).Skip(1).Where(IsText).Select(static line => line.Trim()));
            return new CargoManifest(parsing.Groups["path"].Value, Position.Of(place?.Groups["line"].Value ?? ""), Position.Of(place?.Groups["column"].Value ?? ""), said);
        }

        return all.Count > 1 && Arrow().Match(all[1]) is { Success: true } arrow
            ? new CargoManifest(arrow.Groups["path"].Value, Position.Of(arrow.Groups["line"].Value), Position.Of(arrow.Groups["column"].Value), all[0]["error: ".Length..])
            : null;
    }

    /// <summary>Returns the last cause that cargo names; null where it names none.</summary>
    public static string? Cause(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        var last = all.FindLastIndex(static line => line == "Caused by:");
        return last < 0 || last + 1 == all.Count ? null : OutputTail.Shorten(all[last + 1].Trim(), 400);
    }

    // Between the place and the reason cargo quotes the manifest.
    private static bool IsText(string line) => line.Trim().Length > 0 && !line.Contains('|', StringComparison.Ordinal);

    [GeneratedRegex("^(error: |  )failed to parse manifest at `(?<path>[^`]+)`$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Parsing();

    [GeneratedRegex("^ *TOML parse error at line (?<line>[0-9]{1,9}), column (?<column>[0-9]{1,9})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Toml();

    [GeneratedRegex(@"^ *--> (?<path>([^ ].*/)?Cargo\.toml)(:(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9}))?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Arrow();

    [GeneratedRegex("older than the `|requires rustc|feature `.*` is required|nightly|this version of Cargo", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Toolchain();
}
