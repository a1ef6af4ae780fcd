namespace Unfazed.Core;

/// <summary>How much a dimension weighs in the verdict.</summary>
public enum ValidationTier
{
    /// <summary>Must pass: decides the verdict.</summary>
    Blocker = 1,

    /// <summary>Should be fixed; never changes the verdict.</summary>
    Warning = 2,

    /// <summary>Measured; never blocks.</summary>
    Monitor = 3,
}
