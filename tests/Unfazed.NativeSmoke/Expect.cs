namespace Unfazed.NativeSmoke;

/// <summary>What a scene expects; the exception says what came instead.</summary>
internal static class Expect
{
    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new InvalidOperationException($"{what}: expected {expected}, but it is {actual}");
        }
    }

    public static void Holds(string part, string text, string what)
    {
        if (!text.Contains(part, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{what} does not hold \"{part}\":\n{text}");
        }
    }
}
