using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading.Dotnet;

/// <summary>
/// A line of MSBuild's canonical form, <c>origin(line,column): error CODE: text [project]</c>
/// (https://learn.microsoft.com/visualstudio/msbuild/msbuild-diagnostic-format-for-tasks).
/// </summary>
/// <param name="Origin">A file, or the program that speaks, such as <c>CSC</c>.</param>
/// <param name="Line">From 1; null where there is none.</param>
/// <param name="Column">From 1; null where there is none.</param>
/// <param name="IsError">Else it is a warning.</param>
/// <param name="Code">Such as <c>CS0103</c>; empty where there is none.</param>
/// <param name="Text">The message.</param>
/// <param name="Project">The project that was built, absolute; null where the origin is itself one.</param>
internal sealed partial record MsBuildDiagnostic(string Origin, int? Line, int? Column, bool IsError, string Code, string Text, string? Project)
{
    /// <summary>Whether the build could not do its work (restore, SDK, project files), rather than that the code has a problem.</summary>
    public bool IsOfTheBuild => Code.Length == 0 || BuildCode().IsMatch(Code);

    /// <summary>The project that it belongs to, absolute; null where it says none.</summary>
    public string? Owner => Project ?? (Origin.EndsWith("proj", StringComparison.OrdinalIgnoreCase) ? Origin : null);

    /// <summary>Reads a line; null when it is none.</summary>
    public static MsBuildDiagnostic? Parse(string line)
    {
        if (Canonical().Match(line) is not { Success: true } match)
        {
            return null;
        }

        var text = match.Groups["text"].Value;
        var bracket = text.EndsWith(']') ? text.LastIndexOf(" [", StringComparison.Ordinal) : -1;
        var project = bracket < 0 ? null : text[(bracket + 2)..^1];
        return new MsBuildDiagnostic(
            match.Groups["origin"].Value.Trim(), Position.Of(match.Groups["line"].Value), Position.Of(match.Groups["column"].Value),
            match.Groups["category"].Value == "error", match.Groups["code"].Value, bracket < 0 ? text : text[..bracket], WithoutFramework(project));
    }

    /// <summary>The same with a further line of its text, which MSBuild prints with all that stands before the first.</summary>
    public MsBuildDiagnostic With(string line) => this with { Text = $"{Text}\n{Parse(line)?.Text ?? line}" };

    private static string? WithoutFramework(string? project) =>
        project?.IndexOf("::", StringComparison.Ordinal) is { } end and >= 0 ? project[..end] : project;

    [GeneratedRegex(@"^( *[0-9]+(:[0-9]+)?>)?(?<origin>.*?)(\((?<line>[0-9]{1,9})(,(?<column>[0-9]{1,9}))?(,[0-9,]{1,30})?\))? ?: ([a-z ]{1,40} )?(?<category>error|warning)( (?<code>[A-Za-z]{1,20}[0-9]{1,9}))? ?: (?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Canonical();

    [GeneratedRegex(@"^(NU|NETSDK|MSB)[0-9]+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BuildCode();
}
