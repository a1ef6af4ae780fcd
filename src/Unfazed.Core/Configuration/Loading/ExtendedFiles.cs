using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Loading;

/// <summary>Reads files and, before each, those that it extends: the weakest first.</summary>
/// <param name="root">The root, absolute: what files of the project are called relative to.</param>
/// <param name="content">Keeps what the repository's files hold.</param>
/// <param name="errors">Receives mistakes.</param>
internal sealed class ExtendedFiles(string root, RepositoryContent content, List<ConfigurationError> errors)
{
    private const int MaximumDepth = 16;
    private const int MaximumFiles = 100;
    private const int MaximumNodes = 200_000;

    private readonly ImmutableArray<MappingNode>.Builder _trees = ImmutableArray.CreateBuilder<MappingNode>();
    private readonly ImmutableArray<string>.Builder _read = ImmutableArray.CreateBuilder<string>();
    private readonly List<(string Path, string Name)> _open = [];
    private int _nodes;

    /// <summary>The trees of files that hold something, the weakest first; one that is extended twice stands there twice.</summary>
    public ImmutableArray<MappingNode> Trees => _trees.ToImmutable();

    /// <summary>What was read, as it is called in sources.</summary>
    public ImmutableArray<string> Read => [.. _read.Distinct(StringComparer.Ordinal)];

    /// <summary>Reads a file, and before it what it extends.</summary>
    /// <param name="path">Where it is, absolute.</param>
    /// <param name="source">What it is called.</param>
    public void Add(string path, SettingSource source)
    {
        var tree = ReadTree(path, source);
        _open.Add((path, source.Place!));
        foreach (var named in Named(tree))
        {
            if (!Extend(path, named) && _nodes > MaximumNodes)
            {
                break;
            }
        }

        _open.RemoveAt(_open.Count - 1);
        _read.Add(source.Place!);
        if (tree is not null)
        {
            _trees.Add(tree);
        }
    }

    private static IEnumerable<ScalarNode> Named(MappingNode? tree) => tree?.Find("extends") switch
    {
        ScalarNode { IsNull: false, Text.Length: > 0 } one => [one],
        SequenceNode many => many.Items.OfType<ScalarNode>().Where(static item => !item.IsNull && item.Text.Length > 0),
        _ => [],
    };

    private MappingNode? ReadTree(string path, SettingSource source)
    {
        var node = ConfigFile.Read(path, source, errors, source.Origin == SettingOrigin.ProjectFile ? bytes => content.Add(path, bytes) : null);
        if (node is not (null or MappingNode))
        {
            errors.Add(new ConfigurationError(node.Source, "a configuration is a mapping such as \"checks: …\""));
        }

        _nodes += node?.Weight ?? 0;
        return node as MappingNode;
    }

    private bool Extend(string by, ScalarNode named)
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(by)!, named.Text));
        if (Problem(path, named.Text) is { } problem)
        {
            errors.Add(new ConfigurationError(named.Source, problem));
            return false;
        }

        Add(path, new SettingSource(named.Source.Origin, NameOf(path, named.Source.Origin)));
        return true;
    }

    private string? Problem(string path, string named)
    {
        var circle = _open.FindIndex(open => string.Equals(open.Path, path, StringComparison.Ordinal));
        if (circle >= 0)
        {
            return $"extends in a circle: {string.Join(" → ", _open.Skip(circle).Select(static open => open.Name))} → {_open[circle].Name}";
        }

        if (_open.Count > MaximumDepth || _read.Count >= MaximumFiles)
        {
            return string.Create(CultureInfo.InvariantCulture, $"too much is extended: at most {MaximumFiles} files, {MaximumDepth} deep");
        }

        if (_nodes > MaximumNodes)
        {
            return $"too much is extended: at most {MaximumNodes.ToString("N0", CultureInfo.InvariantCulture)} keys and values in all files together";
        }

        return Path.Exists(path) ? null : $"there is no {Quoted.Of(named)}: give a file, relative to this one{(named.Contains("://", StringComparison.Ordinal) ? "; addresses are not fetched" : "")}";
    }

    private string NameOf(string path, SettingOrigin origin) => origin == SettingOrigin.UserFile
        ? path
        : Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
