namespace Unfazed.Core.Configuration.Schema;

/// <summary>What became of a scalar: its value, or why there is none.</summary>
internal readonly record struct Parsed<T>(T Value, string? Error)
{
    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static implicit operator Parsed<T>(Wrong wrong) => new(default!, wrong.Error);
}

/// <summary>What is wrong, and what would be right.</summary>
internal readonly record struct Wrong(string Error);
