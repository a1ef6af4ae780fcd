using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>The constraint in the head of a Go file, <c>//go:build linux &amp;&amp; !cgo</c> (go help buildconstraint).</summary>
internal static partial class GoBuildConstraint
{
    private const int LongestHead = 16 * 1024;

    // Parentheses nest: nobody writes more.
    private const int MaxTokens = 200;

    /// <summary>Whether a file is built. A constraint that cannot be parsed counts as satisfied: the go command itself reports it.</summary>
    /// <param name="source">The text of the file.</param>
    /// <param name="has">Whether a tag is satisfied.</param>
    public static bool IsSatisfied(TextReader source, Func<string, bool> has)
    {
        string? line;
        for (var read = 0; read < LongestHead && (line = source.ReadLine()) is not null; read += line.Length + 1)
        {
            if (line.StartsWith("//go:build ", StringComparison.Ordinal))
            {
                var tokens = Token().Matches(line["//go:build ".Length..]).Select(static match => match.Value).ToList();
                var at = 0;
                return tokens.Count > MaxTokens || Or(tokens, ref at, has) || at != tokens.Count;
            }

            if (line.StartsWith("package ", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return true;
    }

    private static bool Or(List<string> tokens, ref int at, Func<string, bool> has)
    {
        var value = And(tokens, ref at, has);
        while (at < tokens.Count && tokens[at] == "||")
        {
            at++;
            value |= And(tokens, ref at, has);
        }

        return value;
    }

    private static bool And(List<string> tokens, ref int at, Func<string, bool> has)
    {
        var value = Not(tokens, ref at, has);
        while (at < tokens.Count && tokens[at] == "&&")
        {
            at++;
            value &= Not(tokens, ref at, has);
        }

        return value;
    }

    private static bool Not(List<string> tokens, ref int at, Func<string, bool> has)
    {
        var isNegated = false;
        while (at < tokens.Count && tokens[at] == "!")
        {
            (isNegated, at) = (!isNegated, at + 1);
        }

        if (at == tokens.Count)
        {
            at++;
            return true;
        }

        if (tokens[at++] is not "(" and var tag)
        {
            return has(tag) != isNegated;
        }

        var value = Or(tokens, ref at, has);
        at++;
        return value != isNegated;
    }

    [GeneratedRegex(@"\|\||&&|[!()]|[^\s!()&|]+|[&|]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}
