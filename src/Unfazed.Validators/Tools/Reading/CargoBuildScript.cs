using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>A build script that failed, as cargo reports it: <c>failed to run custom build command for `a v0.1.0 (/repo/a)`</c> with what the script printed.</summary>
/// <param name="Folder">The folder of its package; null for a package that was downloaded.</param>
/// <param name="File">Where it panicked; <c>build.rs</c> of its package where it did not.</param>
/// <param name="Line">From 1; null where none is known.</param>
/// <param name="Column">From 1; null where none is known.</param>
/// <param name="Message">What failed, and why.</param>
internal sealed partial record CargoBuildScript(string? Folder, string File, int? Line, int? Column, string Message)
{
    private const int MaxLines = 200;

    /// <summary>Whether its package is one of a folder: what is downloaded fails for what the machine lacks.</summary>
    public bool IsLocal => Folder is not null;

    /// <summary>Returns the first one among the lines of standard error; null for none.</summary>
    public static CargoBuildScript? Find(IEnumerable<string> lines)
    {
        var all = lines.SkipWhile(static line => !Headline().IsMatch(line)).Take(MaxLines).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var headline = Headline().Match(all[0]);
        var folder = headline.Groups["folder"] is { Success: true, Value: var named } ? named : null;
        var text = all.Skip(1).TakeWhile(static line => !line.StartsWith("error", StringComparison.Ordinal)).ToList();
        var reason = RustPanic.Message(text) ?? Printed(text) ?? text.Select(static line => Ended().Match(line)).FirstOrDefault(static match => match.Success)?.Groups["how"].Value;
        var message = $"failed to run custom build command for `{headline.Groups["package"].Value}`{(reason is null ? "" : $": {OutputTail.Shorten(reason.Trim(), 400)}")}";
        return RustPanic.Place(text) is { } place
            ? new CargoBuildScript(folder, place.Groups["path"].Value, Position.Of(place.Groups["line"].Value), Position.Of(place.Groups["column"].Value), message)
            : new CargoBuildScript(folder, folder is null ? "" : $"{folder}/build.rs", null, null, message);
    }

    // A script that ends itself says why before.
    private static string? Printed(List<string> text)
    {
        var at = text.FindIndex(static line => line == "  --- stderr");
        return at < 0 ? null : text.Skip(at + 1).FirstOrDefault(static line => line.Trim().Length > 0);
    }

    [GeneratedRegex(@"^error: failed to run custom build command for `(?<package>[^`(]*[^`( ])( \((?<folder>/[^`)]*)\))?.*`$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Headline();

    [GeneratedRegex(@"^ +process didn't exit successfully: `.*` \((?<how>.+)\)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Ended();
}
