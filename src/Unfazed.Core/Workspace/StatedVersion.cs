using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Unfazed.Core.Workspace;

/// <summary>Tells whether a configuration file has the key <c>version</c>, which makes its folder a root.</summary>
internal static class StatedVersion
{
    private const string Key = "version";
    private const int MaxBytes = 1024 * 1024;

    // The parser's cost is quadratic in depth. Nothing that is nested deeper than a configuration may be says anything.
    private const int MaxDepth = 64;

    /// <summary>Whether it has, in its outermost mapping. A file that can't be read says so: what is wrong with it is told of a root.</summary>
    public static bool In(string file)
    {
        try
        {
            // Opening a pipe without a writer would wait for one for ever.
            return FileStatus.Of(file).Type == FileType.Special || IsStated(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException or YamlException or InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            return true;
        }
    }

    private static bool IsStated(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        if (stream.Length > MaxBytes)
        {
            return true;
        }

        if (file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            using var json = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(Key, out _);
        }

        using var text = new StreamReader(stream);
        var parser = new Parser(text);
        return parser.MoveNext() && parser.MoveNext() && parser.Current is DocumentStart && parser.MoveNext() && parser.Current is MappingStart
            && parser.MoveNext() && HasKey(parser);
    }

    private static bool HasKey(Parser parser)
    {
        while (parser.Current is not MappingEnd)
        {
            if (parser.Current is Scalar { Value: Key })
            {
                return true;
            }

            if (!Skip(parser) || !Skip(parser))
            {
                return false;
            }
        }

        return false;
    }

    // A key or a value, with all that lies in it.
    private static bool Skip(Parser parser)
    {
        var depth = 0;
        do
        {
            depth += parser.Current!.NestingIncrease;
        }
        while (depth <= MaxDepth && parser.MoveNext() && depth > 0);
        return depth == 0;
    }
}
