using System.Text.Json;

namespace Unfazed.Core.Json;

/// <summary>Reads our enumerations back from the names that <see cref="WireNames"/> gives them.</summary>
internal static class WireValues
{
    public static T? Value<T>(this JsonElement element, string name, Func<T, string> nameOf)
        where T : struct, Enum
    {
        var text = element.Text(name);
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(nameOf(value), text, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }
}
