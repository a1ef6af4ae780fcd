using System.Collections.Immutable;

namespace Unfazed.Core;

/// <summary>A named aspect of quality, such as <c>code_quality</c> or <c>security</c>.</summary>
/// <param name="Name">The name as it stands in configuration and report: lower case, words joined by <c>_</c>.</param>
public readonly record struct Dimension(string Name) : IComparable<Dimension>
{
    /// <summary>Linters of the code's language.</summary>
    public static Dimension CodeQuality { get; } = new("code_quality");

    /// <summary>Type checkers and compilers.</summary>
    public static Dimension TypeSafety { get; } = new("type_safety");

    /// <summary>Private keys, tokens, security scanners.</summary>
    public static Dimension Security { get; } = new("security");

    /// <summary>Text and data files: conflict markers, broken syntax, white space.</summary>
    public static Dimension Lint { get; } = new("lint");

    /// <summary>The test suite with its coverage.</summary>
    public static Dimension Coverage { get; } = new("coverage");

    /// <summary>Formatters.</summary>
    public static Dimension Format { get; } = new("format");

    /// <summary>Pictures against a baseline.</summary>
    public static Dimension Visual { get; } = new("visual");

    /// <summary>The DOM against a baseline.</summary>
    public static Dimension Behavioral { get; } = new("behavioral");

    /// <summary>Every built-in dimension, in the order in which reports show them.</summary>
    public static ImmutableArray<Dimension> BuiltIn { get; } =
        [CodeQuality, TypeSafety, Security, Lint, Coverage, Format, Visual, Behavioral];

    /// <summary>The tier that this dimension has when nothing else is configured; a dimension outside the table is a blocker.</summary>
    public ValidationTier DefaultTier => Name switch
    {
        "format" => ValidationTier.Warning,
        "visual" or "behavioral" => ValidationTier.Monitor,
        _ => ValidationTier.Blocker,
    };

    internal const string NamePattern = "^[a-z][a-z0-9_]{0,62}$";

    /// <summary>Whether a text could be the name of a dimension.</summary>
    public static bool IsValidName(string name) =>
        name.Length is > 0 and <= 63
        && char.IsAsciiLetterLower(name[0])
        && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>Orders by the table, then by name.</summary>
    public int CompareTo(Dimension other)
    {
        var byTable = Rank(this).CompareTo(Rank(other));
        return byTable != 0 ? byTable : string.CompareOrdinal(Name, other.Name);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static int Rank(Dimension dimension)
    {
        var index = BuiltIn.IndexOf(dimension);
        return index < 0 ? BuiltIn.Length : index;
    }
}
