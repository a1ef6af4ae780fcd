using System.Text.RegularExpressions;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>The pattern of <c>parse: regex</c>: an expression without backtracking, with the groups that a finding is made of.</summary>
internal static class PatternShape
{
    private const int Longest = 4096;

    private static readonly string[] Groups = ["path", "line", "column", "rule", "severity", "message"];

    /// <summary>Options under which the pattern is compiled, here and where it is used.</summary>
    public const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    public static Shape<string> Pattern { get; } = Shapes.Checked("a regular expression", static (text, _) =>
        Problem(text) is { } problem ? new Wrong(problem) : text);

    private static string? Problem(string pattern)
    {
        if (pattern.Length > Longest)
        {
            return $"the pattern is too long: at most {Longest} characters";
        }

        try
        {
            return GroupProblem(new Regex(pattern, Options, TimeSpan.FromSeconds(1)));
        }
        catch (ArgumentException problem)
        {
            return $"not a regular expression: {Quoted.Short(problem.Message)}";
        }
        catch (NotSupportedException)
        {
            return "the pattern needs backtracking, which is not available: no lookarounds, backreferences, atomic groups or conditions, and no huge repetitions";
        }
    }

    private static string? GroupProblem(Regex regex)
    {
        var named = regex.GetGroupNames().Where(static name => !char.IsAsciiDigit(name[0])).ToList();
        var known = string.Join(", ", Groups);
        if (named.FirstOrDefault(name => !Groups.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            return $"unknown group {Quoted.Of(unknown)}{NearestName.Hint(unknown, Groups)} (groups are {known})";
        }

        return named.Contains("message", StringComparer.Ordinal) ? null : $"the pattern needs a group (?<message>…); groups are {known}";
    }
}
