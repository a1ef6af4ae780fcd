using System.Collections.Immutable;
using System.Globalization;

namespace Unfazed.Core.Configuration.Syntax;

/// <summary>Gathers the entries of one mapping; of a key that stands there twice, the first counts and the second is an error.</summary>
internal sealed class MappingBuilder(List<ConfigurationError> errors)
{
    private readonly ImmutableArray<MappingEntry>.Builder _entries = ImmutableArray.CreateBuilder<MappingEntry>();
    private readonly Dictionary<string, SettingSource> _places = new(StringComparer.Ordinal);

    public void Add(MappingEntry entry)
    {
        if (_places.TryAdd(entry.Key, entry.Source))
        {
            _entries.Add(entry);
            return;
        }

        var first = _places[entry.Key].Line.ToString(CultureInfo.InvariantCulture);
        errors.Add(new ConfigurationError(entry.Source, $"the key {Quoted.Of(entry.Key)} stands here twice: it is also in line {first}"));
    }

    public MappingNode Build(SettingSource source) => new(_entries.ToImmutable(), source);
}
