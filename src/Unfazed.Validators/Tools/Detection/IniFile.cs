using System.Collections.Immutable;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>The sections of an INI file as Python's configparser sees them, read without ever failing.</summary>
internal sealed class IniFile
{
    private readonly Dictionary<string, Dictionary<string, List<string>>> _sections = new(StringComparer.Ordinal);

    private IniFile()
    {
    }

    /// <summary>Reads a text; lines that are nothing known are passed over.</summary>
    public static IniFile Parse(string text)
    {
        var file = new IniFile();
        Dictionary<string, List<string>>? section = null;
        List<string>? value = null;
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
                value = null;
            }
            else if (value is not null && char.IsWhiteSpace(line[0]))
            {
                value.Add(trimmed.ToString());
            }
            else if (section is not null && !char.IsWhiteSpace(line[0]) && trimmed.IndexOfAny('=', ':') is var separator and > 0)
            {
                value = [trimmed[(separator + 1)..].TrimStart().ToString()];
                section[trimmed[..separator].TrimEnd().ToString()] = value;
            }
        }

        return file;
    }

    /// <summary>Whether there is a section of this name.</summary>
    public bool HasSection(string name) => _sections.ContainsKey(name);

    /// <summary>The first line of a value; null when there is none.</summary>
    public string? Value(string section, string key) => _sections.GetValueOrDefault(section)?.GetValueOrDefault(key)?[0];

    /// <summary>The lines of a value that are not empty; a line that ends in a backslash goes on in the next.</summary>
    public ImmutableArray<string> Lines(string section, string key)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var begun = "";
        foreach (var line in _sections.GetValueOrDefault(section)?.GetValueOrDefault(key) ?? [])
        {
            var goesOn = line.EndsWith('\\');
            begun += goesOn ? line[..^1] : line;
            if (!goesOn && begun.Length > 0)
            {
                lines.Add(begun);
                begun = "";
            }
        }

        return lines.ToImmutable();
    }

    /// <summary>The names of all sections.</summary>
    public ImmutableArray<string> Sections => [.. _sections.Keys];

    private Dictionary<string, List<string>> Section(string name)
    {
        if (!_sections.TryGetValue(name, out var section))
        {
            _sections[name] = section = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        }

        return section;
    }
}
