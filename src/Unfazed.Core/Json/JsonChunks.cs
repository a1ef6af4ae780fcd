using System.Text.Json;

namespace Unfazed.Core.Json;

/// <summary>Keeps a JSON document of any length from gathering in memory.</summary>
internal static class JsonChunks
{
    private const int Most = 64 * 1024;

    /// <summary>Hands over what is written, once it is much.</summary>
    public static void PassOn(this Utf8JsonWriter json)
    {
        if (json.BytesPending > Most)
        {
            json.Flush();
        }
    }
}
