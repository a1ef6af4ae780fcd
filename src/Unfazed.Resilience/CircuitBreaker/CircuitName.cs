using System.Text;

namespace Unfazed.Resilience;

/// <summary>The name of a breaker.</summary>
internal static class CircuitName
{
    /// <summary>Refuses a name that can't be told from others in a store.</summary>
    /// <exception cref="ArgumentException">It is empty or no valid Unicode: stores keep UTF-8, in which all lone surrogates are one.</exception>
    public static void Validate(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        for (var index = 0; index < name.Length;)
        {
            if (!Rune.TryGetRuneAt(name, index, out var rune))
            {
                throw new ArgumentException($"The name of a circuit breaker must be valid Unicode; at index {index} is a lone surrogate.", nameof(name));
            }

            index += rune.Utf16SequenceLength;
        }
    }
}
