using System.Collections.Immutable;
using System.Text;
using Unfazed.Core.Configuration.Syntax;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Configuration.Loading;

/// <summary>Makes the paths and globs of a file below the root relative to the root, so that nobody else need know where they stood.</summary>
/// <param name="folder">Its folder, relative to the root with <c>/</c>.</param>
internal sealed class FolderTree(string folder)
{
    private static readonly ImmutableArray<string> Globs = ["files", "exclude", "each", "inputs", "writes"];

    private readonly string _prefix = Escape(folder);

    /// <summary>The glob, relative to the root, of everything below a folder.</summary>
    public static string GlobOf(string folder) => Escape(folder) + "/**";

    /// <summary>The tree with paths of the root.</summary>
    public MappingNode Rebase(MappingNode tree) => Each(tree, entry => (entry.Key, entry.Value) switch
    {
        ("exclude", var globs) => Rebase(globs),
        ("ignore", SequenceNode rules) => new SequenceNode([.. rules.Items.SelectMany(Rules)], rules.Source),
        ("checks", MappingNode checks) => Each(checks, static check => check.Value, (check, own) => check with { Value = own is MappingNode settings ? Check(settings) : own }),
        (_, var other) => other,
    });

    private static MappingNode Each(MappingNode mapping, Func<MappingEntry, ConfigNode> change) => Each(mapping, change, static (entry, value) => entry with { Value = value });

    private static MappingNode Each(MappingNode mapping, Func<MappingEntry, ConfigNode> change, Func<MappingEntry, ConfigNode, MappingEntry> put) =>
        new([.. mapping.Entries.Select(entry => put(entry, change(entry)))], mapping.Source);

    // A command that is given here runs here, whatever an entry above it says about where.
    private MappingNode Check(MappingNode settings)
    {
        var moved = Each(settings, entry => entry switch
        {
            { Value: ScalarNode { IsNull: true } } => entry.Value,
            { Key: "dir", Value: ScalarNode path } => path with { Text = Below(path.Text) },
            { Key: "path", Value: ScalarNode path } => Path.IsPathFullyQualified(path.Text) ? path : path with { Text = Below(path.Text) },
            _ => Globs.Contains(entry.Key, StringComparer.Ordinal) ? Rebase(entry.Value) : entry.Value,
        });
        if (settings.Find("run") is not { } run)
        {
            return moved;
        }

        var entries = moved.Entries;
        foreach (var (key, other) in (ReadOnlySpan<(string, string)>)[("dir", "each"), ("each", "dir")])
        {
            if (moved.Find(key) is null)
            {
                var isPlaced = key == "each" || moved.Find(other) is not null;
                entries = entries.Add(new MappingEntry(key, new ScalarNode(isPlaced ? "null" : folder, IsPlain: isPlaced, run.Source), run.Source));
            }
        }

        return new MappingNode(entries, moved.Source);
    }

    private string Below(string path) => Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, path))) is var below && below.Length > 0 ? below : ".";

    private IEnumerable<ConfigNode> Rules(ConfigNode rule)
    {
        if (rule is not MappingNode mapping)
        {
            return [rule];
        }

        var everywhere = new ScalarNode(_prefix + "/**", IsPlain: false, mapping.Source);
        var paths = mapping.Find("path") is ScalarNode path ? Alternatives(path) : [everywhere];
        var rest = mapping.Entries.RemoveAll(static entry => entry.Key == "path");
        return paths.Select(one => new MappingNode(rest.Add(new MappingEntry("path", one, one.Source)), mapping.Source));
    }

    private ConfigNode Rebase(ConfigNode globs) => globs switch
    {
        ScalarNode { IsNull: false } one => new SequenceNode([.. Alternatives(one)], one.Source),
        SequenceNode many => new SequenceNode([.. many.Items.SelectMany(item => item is ScalarNode glob ? Alternatives(glob) : [item])], many.Source),
        _ => globs,
    };

    // An alternative without a slash fits at any depth, so each gets its own prefix.
    private IEnumerable<ConfigNode> Alternatives(ScalarNode glob)
    {
        try
        {
            return [.. GlobBraces.Expand(glob.Text).Select(one => glob with { Text = Anchored(one) ? $"{_prefix}/{one}" : $"{_prefix}/**/{one}", IsPlain = false })];
        }
        catch (FormatException)
        {
            return [glob];
        }
    }

    private static bool Anchored(string pattern)
    {
        GlobSegments.Split(pattern, out var anchored, out _);
        return anchored;
    }

    private static string Escape(string path)
    {
        var escaped = new StringBuilder(path.Length);
        foreach (var character in path)
        {
            escaped.Append(character is '*' or '?' or '[' or ']' or '{' or '}' or '!' or ',' or '\\' ? "\\" : "").Append(character);
        }

        return escaped.ToString();
    }
}
