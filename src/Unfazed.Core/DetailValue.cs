using System.Collections.Immutable;

namespace Unfazed.Core;

/// <summary>One value under <c>details</c>: a string, a whole number, a number, a truth value, or a list of strings.</summary>
public readonly record struct DetailValue
{
    private DetailValue(object value) => Value = value;

    /// <summary>A <see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or <see cref="ImmutableArray{T}"/> of strings.</summary>
    public object Value { get; }

    /// <summary>A text.</summary>
    public static implicit operator DetailValue(string value) => new(value);

    /// <summary>A whole number.</summary>
    public static implicit operator DetailValue(long value) => new(value);

    /// <summary>A number.</summary>
    public static implicit operator DetailValue(double value) => new(value);

    /// <summary>A truth value.</summary>
    public static implicit operator DetailValue(bool value) => new(value);

    /// <summary>A list of texts.</summary>
    public static implicit operator DetailValue(ImmutableArray<string> value) => new(value);
}
