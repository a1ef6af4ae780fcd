using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>A panic of a Rust program among the lines that it printed.</summary>
internal static partial class RustPanic
{
    private const int MaxLines = 4;

    /// <summary>Returns where it happened, with the groups <c>path</c>, <c>line</c> and <c>column</c>; null where no line says it.</summary>
    public static Match? Place(IEnumerable<string> lines) => lines.Select(static line => Panicked().Match(line)).FirstOrDefault(static match => match.Success);

    /// <summary>Whether a line begins a panic of the main thread.</summary>
    public static bool IsOfMain(string line) => line.StartsWith("thread 'main' ", StringComparison.Ordinal) && (Panicked().IsMatch(line) || BeginsPanic().IsMatch(line));

    /// <summary>Returns what it says, in a line; null where nothing panicked.</summary>
    public static string? Message(List<string> lines)
    {
        var at = lines.FindIndex(static line => Panicked().IsMatch(line));
        if (at < 0)
        {
            return OldMessage(lines);
        }

        // Since Rust 1.73 the message stands below the place.
        return Panicked().Match(lines[at]).Groups["message"] is { Success: true, Value: var old } ? old
            : string.Join(" ", lines.Skip(at + 1).TakeWhile(static line => line.Trim().Length > 0 && !IsAside(line.TrimStart())).Take(MaxLines).Select(static line => line.Trim()));
    }

    private static bool IsAside(string line) => line.StartsWith("note: ", StringComparison.Ordinal) || line.StartsWith("stack backtrace", StringComparison.Ordinal);

    // Before, it stood in quotes, on as many lines as it has.
    private static string? OldMessage(List<string> lines)
    {
        var at = lines.FindIndex(static line => BeginsPanic().IsMatch(line));
        if (at < 0)
        {
            return null;
        }

        var first = BeginsPanic().Match(lines[at]).Groups["message"].Value;
        var end = lines.FindIndex(at + 1, static line => EndsPanic().IsMatch(line) || line.Trim().Length == 0);
        var rest = lines.Skip(at + 1).Take(end < 0 ? MaxLines : Math.Min(MaxLines, end - at)).Select(static line => EndsPanic().Replace(line, "").Trim());
        return string.Join(" ", rest.Prepend(first)).TrimEnd();
    }

    [GeneratedRegex(@"^ *thread '.*' .*panicked at ('(?<message>.*)', )?(?<path>[^ ':][^':]*):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9}):?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Panicked();

    [GeneratedRegex("^ *thread '.*' panicked at '(?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BeginsPanic();

    [GeneratedRegex("', [^']+:[0-9]+:[0-9]+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EndsPanic();
}
