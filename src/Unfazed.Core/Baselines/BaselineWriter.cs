using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Baselines;

/// <summary>
/// Writes <c>unfazed.baseline.json</c>: an entry a line, in the order of the fingerprints. These are as good as random, so that two branches
/// seldom touch neighbours; and the list ends in a line of its own, so that no entry changes the comma of another.
/// </summary>
internal static class BaselineWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The content of the file; equal baselines give equal bytes.</summary>
    public static byte[] Content(Baseline baseline)
    {
        var content = new ArrayBufferWriter<byte>();
        content.Write(Encoding.UTF8.GetBytes($"{{\n\"version\": {BaselineReader.Version},\n\"findings\": [\n"));
        foreach (var entry in baseline.Entries.Values)
        {
            Write(entry, content);
            content.Write(",\n"u8);
        }

        content.Write("null\n]\n}\n"u8);
        return content.WrittenSpan.ToArray();
    }

    /// <summary>Puts the file in its place, or the reason why not, for people; readers see the old file or the new one.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <param name="baseline">What it will say.</param>
    public static string? Save(string root, Baseline baseline)
    {
        var path = Path.Combine(root, Baseline.FileName);
        var temporary = TemporaryFile.PathIn(root);
        try
        {
            if (FileStatus.Of(path).Type is not (FileType.Missing or FileType.Regular))
            {
                return "something else than a file has its name";
            }

            try
            {
                using var file = TemporaryFile.Create(temporary);
                file.Write(Content(baseline));
                File.Move(temporary, path, overwrite: true);
                return null;
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    private static void Write(BaselineEntry entry, ArrayBufferWriter<byte> content)
    {
        using var json = new Utf8JsonWriter(content, Options);
        json.WriteStartObject();
        json.WriteString("fingerprint", entry.Fingerprint);
        json.WriteNumber("count", entry.Count);
        if (entry.Occurrences > 1)
        {
            json.WriteNumber("occurrences", entry.Occurrences);
        }

        if (entry.Check is { } check && check != entry.Tool)
        {
            json.WriteString("check", check);
        }

        if (entry.Tool is { } tool)
        {
            json.WriteString("tool", tool);
        }

        json.WriteString("rule", entry.Rule);
        if (entry.Path is { } path)
        {
            json.WriteString("path", path);
        }

        json.WriteEndObject();
    }
}
