using System.Collections.Immutable;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>A configuration file below the root: a few keys, for what lies there.</summary>
internal static class FolderShape
{
    private static readonly ImmutableArray<string> Keys = ["checks", "dimensions", "ignore", "severity", "exclude"];

    private static readonly ObjectShape<UnfazedConfiguration> File = new(
        "a configuration below the root", new UnfazedConfiguration(), [.. RootKeys.All.Where(static key => key.Name == "version" || Keys.Contains(key.Name, StringComparer.Ordinal))]);

    /// <summary>What of it counts.</summary>
    public static MappingNode Taken(MappingNode tree) => new([.. tree.Entries.Where(static entry => Keys.Contains(entry.Key, StringComparer.Ordinal))], tree.Source);

    /// <summary>Reads it; every mistake is reported.</summary>
    public static UnfazedConfiguration Read(MappingNode tree, ReadContext context)
    {
        var others = RootKeys.All.Select(static key => key.Name).Except(Keys, StringComparer.Ordinal).Except(["version"], StringComparer.Ordinal).ToList();
        foreach (var entry in tree.Entries.Where(entry => others.Contains(entry.Key, StringComparer.Ordinal)))
        {
            context.Refuse(entry.Source, $"\"{entry.Key}\" has no place below the root, where a file takes {string.Join(", ", Keys)}: move it to the file at the root");
        }

        File.TryRead(new MappingNode([.. tree.Entries.Where(entry => !others.Contains(entry.Key, StringComparer.Ordinal))], tree.Source), context, out var own);
        foreach (var check in own.Checks)
        {
            RefuseSettingsOfBuiltIn(check, context);
        }

        return own;
    }

    // It is one check for the whole repository, in one tier and with one time limit.
    private static void RefuseSettingsOfBuiltIn(CheckSettings check, ReadContext context)
    {
        if (context.Catalog.Find(check.Name) is not { IsTool: false } || check.Keys.ContainsKey("run"))
        {
            return;
        }

        foreach (var (key, source) in check.Keys.Where(static pair => pair.Key != "exclude"))
        {
            context.Refuse(source, $"\"{key}\": {check.Name} is one check for the whole repository, and below the root takes \"exclude\" or false");
        }
    }
}
