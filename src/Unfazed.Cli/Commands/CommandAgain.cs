using Unfazed.Cli.Rendering;

namespace Unfazed.Cli.Commands;

/// <summary>The command of this run without what selects checks or says how the answer is told, ready to be pasted.</summary>
internal static class CommandAgain
{
    private const int MostFiles = 20;

    private static readonly string[] Kept = ["directory", "config", "changed", "base", "staged", "files0-from", "tier", "timeout", "deadline", "jobs", "on-inconclusive", "fail-on", "offline", "new", "new-since"];

    public static string Of(GivenOptions options)
    {
        var words = new List<string> { "unfazed", "run" };
        words.AddRange(options.Request.Arguments.Where(argument => Path.Exists(Path.Combine(options.Directory ?? ".", argument)) || argument.Contains('/', StringComparison.Ordinal)));
        words.AddRange(Listed(options));
        foreach (var option in options.Request.Options.Where(static option => Array.IndexOf(Kept, option.Name) >= 0))
        {
            var entry = OptionTable.Run.First(entry => entry.Name == option.Name);
            words.AddRange(entry.Kind == OptionKind.Flag ? [entry.Spelling] : [entry.Short ?? entry.Spelling, option.Text]);
        }

        return ShellQuote.Join(words);
    }

    // Files that we named ourselves, as arguments that the shell may be given.
    private static IEnumerable<string> Listed(GivenOptions options) => options.Request.Files is { Length: <= MostFiles } files
        ? files.Where(File.Exists).Select(static file => Path.GetRelativePath(".", file)).Select(static path => path.Contains('/', StringComparison.Ordinal) ? path : "./" + path)
        : [];
}
