using System.Text;

namespace Unfazed.Testing.Fuzzing;

/// <summary>A reader of what others wrote.</summary>
/// <param name="Name">Names it in failures.</param>
/// <param name="Read">Reads an input to its end.</param>
/// <param name="Samples">Valid inputs, which are mutated.</param>
public sealed record FuzzTarget(string Name, Action<byte[]> Read, params IReadOnlyList<byte[]> Samples)
{
    /// <summary>The exceptions that it documents. Any other one is a defect.</summary>
    public IReadOnlyList<Type> Documented { get; init; } = [];

    /// <summary>Returns a target for a reader of text.</summary>
    public static FuzzTarget OfText(string name, Action<string> read, params IEnumerable<string> samples) =>
        new(name, bytes => read(Encoding.UTF8.GetString(bytes)), [.. samples.Select(Encoding.UTF8.GetBytes)]);
}
