using System.Collections.Immutable;
using System.Text;

namespace Unfazed.Core.Configuration;

/// <summary>What may stand in braces in <c>agents.arguments</c>.</summary>
public static class AgentPlaceholders
{
    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } = ["agent", "task", "dimension", "tier", "root"];

    /// <summary>The first one that is not known; null when all are.</summary>
    internal static string? UnknownIn(string template) => Parts(template).Where(static part => part.IsName).Select(static part => part.Text).FirstOrDefault(static name => !Names.Contains(name));

    /// <summary>The text with every placeholder's value in its place. What a value holds is text, whatever it looks like.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string> values)
    {
        var filled = new StringBuilder();
        foreach (var (text, isName) in Parts(template))
        {
            filled.Append(isName ? values[text] : text);
        }

        return filled.ToString();
    }

    // {name} alone is one: a JSON text in braces is none.
    private static IEnumerable<(string Text, bool IsName)> Parts(string template)
    {
        var told = 0;
        for (var open = template.IndexOf('{', StringComparison.Ordinal); open >= 0; open = open + 1 < template.Length ? template.IndexOf('{', open + 1) : -1)
        {
            var close = template.AsSpan(open + 1).IndexOfAnyExceptInRange('a', 'z');
            if (close > 0 && template[open + 1 + close] == '}')
            {
                yield return (template[told..open], false);
                yield return (template.Substring(open + 1, close), true);
                told = open + close + 2;
            }
        }

        yield return (template[told..], false);
    }
}
