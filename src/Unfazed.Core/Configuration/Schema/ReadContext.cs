using System.Collections.Immutable;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>What reading a value needs to know, and where its mistakes go.</summary>
internal sealed class ReadContext
{
    private HashSet<ConfigurationError> _errors = [];

    /// <summary>Names that come from elsewhere.</summary>
    public required ConfigurationCatalog Catalog { get; init; }

    /// <summary>The root, absolute.</summary>
    public required string Root { get; init; }

    /// <summary>Dimensions that exist: those of the table, and the keys of <c>dimensions</c> in any file.</summary>
    public required ImmutableHashSet<string> Dimensions { get; init; }

    /// <summary>The same for a file whose paths are relative to another folder; its mistakes go where those of this one go.</summary>
    public ReadContext Below(string folder) => new() { Catalog = Catalog, Root = folder, Dimensions = Dimensions, OwnChecks = OwnChecks, _errors = _errors };

    /// <summary>The same, and nobody hears of mistakes: they were reported where they stand.</summary>
    public ReadContext Silent() => new() { Catalog = Catalog, Root = Root, Dimensions = Dimensions, OwnChecks = OwnChecks };

    /// <summary>The checks that the files add to the known ones.</summary>
    public ImmutableHashSet<string> OwnChecks { get; set; } = [];

    /// <summary>What <c>--timeout</c> may name: known checks, the user's own, dimensions.</summary>
    public IEnumerable<string> Names => [.. Dimensions.Order(StringComparer.Ordinal), .. Catalog.Checks.Select(static check => check.Name), .. OwnChecks];

    /// <summary>What was reported, once each.</summary>
    public IEnumerable<ConfigurationError> Errors => _errors;

    /// <summary>Whether a check or a dimension bears this name.</summary>
    public bool IsName(string name) => Dimensions.Contains(name) || OwnChecks.Contains(name) || Catalog.Find(name) is not null;

    /// <summary>Reports a mistake; false, so that a reader can return it.</summary>
    public bool Refuse(SettingSource source, string message)
    {
        _errors.Add(new ConfigurationError(source, message));
        return false;
    }

    /// <summary>Reports a value of the wrong kind; false.</summary>
    public bool RefuseKind(ConfigNode node, string expected)
    {
        var found = node switch
        {
            ScalarNode { IsNull: true } => "has no value: give it",
            ScalarNode scalar => $"{Quoted.Of(scalar.Text)} is not",
            SequenceNode => "a list is not",
            _ => "a mapping is not",
        };
        var end = node is ScalarNode { IsNull: true } ? ", or leave the key out" : "";
        return Refuse(node.Source, $"{found} {expected}{end}");
    }
}
