using System.Collections.Immutable;

namespace Unfazed.Validators.Hygiene.EditorConfig;

/// <summary>One <c>.editorconfig</c> file, after the specification at https://spec.editorconfig.org (0.17.2).</summary>
internal sealed class EditorConfigFile
{
    private readonly ImmutableArray<Section> _sections;

    private EditorConfigFile(bool isRoot, ImmutableArray<Section> sections)
    {
        IsRoot = isRoot;
        _sections = sections;
    }

    /// <summary>Whether files further up do not count.</summary>
    public bool IsRoot { get; }

    /// <summary>Reads a file. A line that is none of the specification's is passed over, as editors do.</summary>
    public static EditorConfigFile Parse(string text)
    {
        var isRoot = false;
        var sections = ImmutableArray.CreateBuilder<Section>();
        foreach (var raw in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            var line = raw.Trim();
            if (line.IsEmpty || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                sections.Add(new Section(line[1..^1].ToString(), EditorConfigGlob.Parse(line[1..^1].ToString()), []));
            }
            else if (line.IndexOf('=') is > 0 and var equals)
            {
                var pair = (Key: line[..equals].Trim().ToString(), Value: line[(equals + 1)..].Trim().ToString());
                isRoot |= sections.Count == 0 && pair.Key.Equals("root", StringComparison.OrdinalIgnoreCase)
                    && pair.Value.Equals("true", StringComparison.OrdinalIgnoreCase);
                sections.LastOrDefault()?.Pairs.Add(pair);
            }
        }

        return new EditorConfigFile(isRoot, sections.ToImmutable());
    }

    /// <summary>The properties after what this file says of a path.</summary>
    /// <param name="path">Relative to this file's folder, with <c>/</c>.</param>
    /// <param name="properties">What files further up say.</param>
    public EditorConfigProperties Apply(ReadOnlySpan<char> path, EditorConfigProperties properties)
    {
        foreach (var section in _sections)
        {
            if (section.Glob.IsMatch(path))
            {
                properties = section.Pairs.Aggregate(properties, static (result, pair) => result.With(pair.Key, pair.Value));
                if (section.Pairs.Exists(static pair => pair.Key.Equals("charset", StringComparison.OrdinalIgnoreCase)))
                {
                    properties = properties with { IsMarkAskedByName = section.Names(path) };
                }
            }
        }

        return properties;
    }

    private sealed record Section(string Header, EditorConfigGlob Glob, List<(string Key, string Value)> Pairs)
    {
        // By its ending, or as a whole.
        public bool Names(ReadOnlySpan<char> path)
        {
            var extension = Path.GetExtension(path).TrimStart('.');
            return Header.AsSpan().Contains(extension.IsEmpty ? Path.GetFileName(path) : extension, StringComparison.OrdinalIgnoreCase);
        }
    }
}
