using System.Collections.Immutable;

namespace Unfazed.Integrations.Prometheus;

/// <summary>A metric with its samples: a gauge, since each run replaces what the one before it said.</summary>
/// <param name="name">Its name, by the conventions of Prometheus: <c>unfazed_</c>, base units.</param>
/// <param name="help">One sentence.</param>
internal sealed class MetricFamily(string name, string help)
{
    private readonly Dictionary<string, double> _samples = new(StringComparer.Ordinal);

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>What it says.</summary>
    public string Help => help;

    /// <summary>The samples by their labels as they are written, in the order in which they were added.</summary>
    public IReadOnlyDictionary<string, double> Samples => _samples;

    /// <summary>Adds a sample. One with the same labels stays: two of them would make the whole document invalid.</summary>
    public void Add(double value, params ImmutableArray<(string Name, string Value)> labels) => _samples.TryAdd(ExpositionText.Labels(labels), value);
}
