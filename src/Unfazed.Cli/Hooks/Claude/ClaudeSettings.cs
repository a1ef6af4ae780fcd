using System.Text.Json;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>
/// Puts our entries into the text of Claude Code's settings, and takes them out again. Nothing else of the text is touched: order,
/// white space, comments and keys that nobody here knows stay as they are.
/// </summary>
internal static class ClaudeSettings
{
    private const string Hooks = "hooks";

    // What Claude Code waits for the command, in seconds; the run itself ends before.
    private const string Limit = "60";
    private const string Command = "unfazed hook run claude";
    private const string Edits = "Edit|MultiEdit|Write|NotebookEdit";

    private static readonly (string Event, string? Matcher)[] Entries = [("SessionStart", null), ("PostToolUse", Edits), ("Stop", null)];

    /// <summary>The text with our entries; the very same text where they are there.</summary>
    /// <exception cref="SettingsException">It can't be understood.</exception>
    public static string Install(string text)
    {
        foreach (var (name, matcher) in Entries)
        {
            var root = SettingsNode.Parse(text);
            if (!Commands(root, name).Any(IsOurs))
            {
                text = Add(text, root, name, Entry(matcher));
            }
        }

        return text;
    }

    /// <summary>The text without our entries, and without what only they were in.</summary>
    /// <exception cref="SettingsException">It can't be understood.</exception>
    public static string Uninstall(string text)
    {
        while (FindOurs(SettingsNode.Parse(text)) is { } ours)
        {
            text = ours.RemoveFrom(text);
        }

        return text;
    }

    private static SettingsNode? FindOurs(SettingsNode root)
    {
        var found = Entries.SelectMany(entry => Commands(root, entry.Event)).FirstOrDefault(IsOurs);

        // An entry is a matcher and its commands: without commands it is nothing.
        if (found is { Parent: { Children.Count: 1, Parent: { } entry } })
        {
            found = entry;
        }

        while (found is { Parent: { Children.Count: 1, Parent: not null } parent })
        {
            found = parent;
        }

        return found;
    }

    private static bool IsOurs(SettingsNode command) => command.Find("command")?.Text is { } words && (words == Command || words.StartsWith(Command + " ", StringComparison.Ordinal));

    private static IEnumerable<SettingsNode> Commands(SettingsNode root, string name) =>
        root.Find(Hooks)?.Find(name)?.Children.SelectMany(static entry => entry.Find(Hooks)?.Children ?? []) ?? [];

    private static string Add(string text, SettingsNode root, string name, string entry)
    {
        if (root.Kind != JsonValueKind.Object)
        {
            throw new SettingsException("it is no JSON object");
        }

        if (root.Find(Hooks) is not { } hooks)
        {
            return root.AddTo(text, $"\"{Hooks}\": {{\n  \"{name}\": [\n    {Indented(entry, 4)}\n  ]\n}}");
        }

        if (hooks.Kind != JsonValueKind.Object || hooks.Find(name) is { Kind: not JsonValueKind.Array })
        {
            throw new SettingsException($"\"{Hooks}\" holds something else than Claude Code takes there");
        }

        return hooks.Find(name) is { } list
            ? list.AddTo(text, entry)
            : hooks.AddTo(text, $"\"{name}\": [\n  {Indented(entry, 2)}\n]");
    }

    private static string Entry(string? matcher)
    {
        var first = matcher is null ? "" : $"\n  \"matcher\": \"{matcher}\",";
        return $"{{{first}\n  \"{Hooks}\": [\n    {{\n      \"type\": \"command\",\n      \"command\": \"{Command}\",\n      \"timeout\": {Limit}\n    }}\n  ]\n}}";
    }

    private static string Indented(string entry, int by) => entry.Replace("\n", "\n" + new string(' ', by), StringComparison.Ordinal);
}

/// <summary>Settings that we do not understand, and so leave alone.</summary>
#pragma warning disable CA1032, RCS1194, CA1064 // It goes from one file of this folder to another.
internal sealed class SettingsException(string message) : Exception(message);
#pragma warning restore CA1032, RCS1194, CA1064
