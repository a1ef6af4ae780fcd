using System.Text.Json;

namespace Unfazed.Validators.Tools.Reading.Sarif;

/// <summary>The rules that a run's driver and its extensions describe (§3.19, §3.52).</summary>
internal sealed class SarifRules
{
    private readonly List<JsonElement> _driver;
    private readonly List<List<JsonElement>> _extensions;
    private readonly Dictionary<string, JsonElement> _byId = new(StringComparer.Ordinal);

    /// <summary>Reads the run's <c>tool</c>.</summary>
    public SarifRules(JsonElement tool)
    {
        _driver = [.. tool.Get("driver").Items("rules")];
        _extensions = [.. tool.Items("extensions").Select(static extension => extension.Items("rules").ToList())];
        foreach (var rule in _driver.Concat(_extensions.SelectMany(static rules => rules)))
        {
            if (rule.Text("id") is { } id)
            {
                _byId.TryAdd(id, rule);
            }
        }
    }

    /// <summary>The rule of a result: by <c>ruleIndex</c> or <c>rule</c>, or by its id.</summary>
    public SarifRule Of(JsonElement result)
    {
        var reference = result.Get("rule");
        var id = result.Text("ruleId") ?? reference.Text("id");
        var component = reference.Get("toolComponent").Number("index", 0);
        var rules = component is null ? _driver : component < _extensions.Count ? _extensions[component.Value] : [];
        var index = result.Number("ruleIndex", 0) ?? reference.Number("index", 0);
        var descriptor = index < rules.Count ? rules[index.Value] : default;
        if (descriptor.ValueKind == JsonValueKind.Undefined && id is not null)
        {
            descriptor = Find(id);
        }

        return new SarifRule(id ?? descriptor.Text("id") ?? "", descriptor);
    }

    // A result may name a part of a rule: "CA1000/1" belongs to "CA1000" (§3.27.5).
    private JsonElement Find(string id)
    {
        for (var name = id; ; name = name[..name.LastIndexOf('/')])
        {
            if (_byId.TryGetValue(name, out var rule))
            {
                return rule;
            }

            if (!name.Contains('/', StringComparison.Ordinal))
            {
                return default;
            }
        }
    }
}

/// <summary>A rule as a result refers to it.</summary>
/// <param name="Id">Its id; empty when there is none.</param>
/// <param name="Descriptor">Its description; undefined when the document has none.</param>
internal readonly record struct SarifRule(string Id, JsonElement Descriptor)
{
    /// <summary>Its level where a result gives none; null when it says nothing either.</summary>
    public string? DefaultLevel => Descriptor.Get("defaultConfiguration").Text("level");
}
