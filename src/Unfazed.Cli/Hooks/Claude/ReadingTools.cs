namespace Unfazed.Cli.Hooks.Claude;

/// <summary>Tells by its name whether a tool only reads: the first word of <c>read_file</c>, <c>mcp__fs__list_directory</c>, <c>copilot_readFile</c>.</summary>
internal static class ReadingTools
{
    private static readonly string[] Verbs = ["read", "view", "list", "search", "grep", "glob", "find", "get", "fetch", "open", "ls", "show"];

    /// <summary>Whether it does. A tool that nobody knows may write.</summary>
    public static bool Contains(string tool)
    {
        var name = tool[(tool.LastIndexOf("__", StringComparison.Ordinal) is >= 0 and var at ? at + 2 : 0)..];
        name = name.StartsWith("copilot_", StringComparison.Ordinal) ? name["copilot_".Length..] : name;
        var word = name.Length == 0 ? "" : name[..(1 + name.AsSpan(1).IndexOfAnyExceptInRange('a', 'z') is var end and > 0 ? end : name.Length)];
        return Array.Exists(Verbs, verb => verb.Equals(word, StringComparison.OrdinalIgnoreCase));
    }
}
