using YamlDotNet.Core.Events;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>Follows the events of a YAML stream and sees an alias whose anchor its document has not named.</summary>
internal sealed class YamlAnchors
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Takes the next event; true when it is such an alias.</summary>
    public bool IsUnknown(ParsingEvent current)
    {
        switch (current)
        {
            case DocumentStart:
                _names.Clear();
                return false;
            case AnchorAlias alias:
                return !_names.Contains(alias.Value.Value);
            case NodeEvent { Anchor.IsEmpty: false } node:
                _names.Add(node.Anchor.Value);
                return false;
            default:
                return false;
        }
    }
}
