using System.Collections.Immutable;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>The sections of an INI file as Python's configparser sees them, read without ever failing.</summary>
internal sealed class IniFile
{
    private readonly Dictionary<string, Dictionary<string, string>> _sections = new(StringComparer.Ordinal);

    private IniFile()
    {
    }

    /// <summary>Reads a text; lines that are nothing known are passed over.</summary>
    public static IniFile Parse(string text)
    {
        var file = new IniFile();
        Dictionary<string, string>? section = null;
        foreach (var line in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.IsEmpty || trimmed[0] is '#' or ';')
            {
                continue;
            }

            // An indented line continues the value before it, also when it looks like a header.
            if (line[0] == '[' && trimmed.IndexOf(']') is var end and > 0)
            {
                section = file.Section(trimmed[1..end].ToString());
            }
            else if (section is not null && !char.IsWhiteSpace(line[0]) && trimmed.IndexOfAny('=', ':') is var separator and > 0)
            {
                section[trimmed[..separator].TrimEnd().ToString()] = trimmed[(separator + 1)..].TrimStart().ToString();
            }
        }

        return file;
    }

    /// <summary>Whether there is a section of this name.</summary>
    public bool HasSection(string name) => _sections.ContainsKey(name);

    /// <summary>The first line of a value; null when there is none.</summary>
    public string? Value(string section, string key) => _sections.GetValueOrDefault(section)?.GetValueOrDefault(key);

    /// <summary>The names of all sections.</summary>
    public ImmutableArray<string> Sections => [.. _sections.Keys];

    private Dictionary<string, string> Section(string name)
    {
        if (!_sections.TryGetValue(name, out var section))
        {
            _sections[name] = section = new Dictionary<string, string>(StringComparer.Ordinal);
        }

        return section;
    }
}
