using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Unfazed.Resilience.Tests.Traces;

/// <summary>Recorded sequences of other circuit breakers, one JSON object a line.</summary>
internal static class Trace
{
    public static IReadOnlyList<JsonElement> Read(string name)
    {
        using var file = File.OpenRead(Path.Combine(Folder(), name + ".jsonl.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var sequences = new List<JsonElement>();
        while (text.ReadLine() is { } line)
        {
            sequences.Add(JsonDocument.Parse(line).RootElement);
        }

        return sequences;
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
