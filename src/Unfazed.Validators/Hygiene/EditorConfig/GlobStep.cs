namespace Unfazed.Validators.Hygiene.EditorConfig;

/// <summary>One step of a section's pattern. Steps lead to the next one; forks and jumps only forward.</summary>
/// <param name="Kind">What it takes.</param>
/// <param name="Low">The character; the least number; the first target of a jump or fork.</param>
/// <param name="High">The greatest number; the second target of a fork.</param>
/// <param name="Class">What a <see cref="GlobStepKind.Class"/> takes.</param>
internal readonly record struct GlobStep(GlobStepKind Kind, long Low = 0, long High = 0, GlobCharacterClass? Class = null);

/// <summary>What a step takes.</summary>
internal enum GlobStepKind
{
    /// <summary>Nothing: the path must end here.</summary>
    End,

    /// <summary>This character.</summary>
    Character,

    /// <summary>One character but the slash.</summary>
    AnyCharacter,

    /// <summary>One character of a class.</summary>
    Class,

    /// <summary>Any characters but slashes.</summary>
    Star,

    /// <summary>Any characters.</summary>
    DoubleStar,

    /// <summary>A whole number between two.</summary>
    Number,

    /// <summary>Nothing: goes on at one of two steps.</summary>
    Fork,

    /// <summary>Nothing: goes on at another step.</summary>
    Jump,
}

/// <summary><c>[seq]</c> or <c>[!seq]</c>; never the slash.</summary>
internal sealed record GlobCharacterClass(bool Negated, IReadOnlyList<(char Low, char High)> Ranges)
{
    public bool Contains(char character) => character != '/' && Negated != Ranges.Any(range => character >= range.Low && character <= range.High);
}
