using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Unfazed.Core.Json;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Baselines;

/// <summary>Reads <c>unfazed.baseline.json</c>. Whatever stands in it, the answer is a baseline or a sentence.</summary>
internal static class BaselineReader
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    private const int LargestFile = 64 * 1024 * 1024;
    private const int FingerprintLength = 32;
    private const string Remedy = "repair it, or delete it and run \"unfazed baseline create\"";

    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, MaxDepth = 8 };
    private static readonly ImmutableArray<byte[]> ConflictMarks = [[.. "<<<<<<< "u8], [.. "======="u8], [.. ">>>>>>> "u8], [.. "||||||| "u8]];

    /// <summary>Reads the file of a root.</summary>
    /// <param name="root">The root, absolute.</param>
    public static BaselineReading Read(string root)
    {
        var path = Path.Combine(root, Baseline.FileName);
        switch (FileStatus.Of(path))
        {
            case { Type: FileType.Missing }:
                return BaselineReading.None;
            case { Type: not FileType.Regular }:
                return BaselineReading.Wrong("is no regular file: a baseline is one, and no link");
            case { Stamp.Size: > LargestFile }:
                return BaselineReading.Wrong($"is larger than 64 MiB: {Remedy}");
        }

        try
        {
            return Parse(RegularFile.ReadAllBytes(path, LargestFile));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return BaselineReading.Wrong($"cannot be read: {error.Message}");
        }
    }

    /// <summary>Reads the content of a file.</summary>
    internal static BaselineReading Parse(ReadOnlyMemory<byte> content)
    {
        var text = content.Span.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
        if (ConflictAt(text.Span) is > 0 and var conflict)
        {
            return BaselineReading.Wrong("a merge left a conflict: keep the lines of both sides, delete the marks, and run \"unfazed baseline update\"", conflict);
        }

        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root ? ReadDocument(root) : BaselineReading.Wrong($"is no baseline: {Remedy}");
        }
        catch (JsonException error)
        {
            return BaselineReading.Wrong($"is no JSON: {Remedy}", (int)(error.LineNumber ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in an escape.
            return BaselineReading.Wrong($"holds a text that is no Unicode: {Remedy}");
        }
    }

    private static BaselineReading ReadDocument(JsonElement root)
    {
        if (root.LongNumber("version") is not { } version)
        {
            return BaselineReading.Wrong($"is no baseline, it has no \"version\": {Remedy}");
        }

        if (version != Version)
        {
            return BaselineReading.Wrong(version > Version
                ? string.Create(CultureInfo.InvariantCulture, $"was written by a newer Unfazed (format {version}, this one reads {Version}): update Unfazed")
                : string.Create(CultureInfo.InvariantCulture, $"has format {version}, which never was: {Remedy}"));
        }

        if (!root.TryGetProperty("findings", out var findings) || findings.ValueKind != JsonValueKind.Array)
        {
            return BaselineReading.Wrong($"has no list of \"findings\": {Remedy}");
        }

        var entries = new List<BaselineEntry>(findings.GetArrayLength());
        var place = 0;
        foreach (var element in findings.EnumerateArray())
        {
            place++;
            if (element.ValueKind == JsonValueKind.Null)
            {
                // The last line of the list, which keeps the commas of the others in place.
                continue;
            }

            if (ReadEntry(element) is not { } entry)
            {
                return BaselineReading.Wrong(string.Create(CultureInfo.InvariantCulture, $"entry {place} of \"findings\" needs a \"fingerprint\" of {FingerprintLength} hexadecimal digits and a \"count\" of 1 or more, also for \"occurrences\" where it has them: {Remedy}"));
            }

            entries.Add(entry);
        }

        return new BaselineReading(Baseline.Of(entries));
    }

    private static BaselineEntry? ReadEntry(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || element.Text("fingerprint") is not { Length: FingerprintLength } fingerprint
            || !fingerprint.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        var count = element.TryGetProperty("count", out _) ? element.Number("count") ?? 0 : 1;
        var tool = element.Text("tool");
        var occurrences = element.TryGetProperty("occurrences", out _) ? element.Number("occurrences") ?? 0 : 1;
        return count < 1 || occurrences < 1 ? null : new BaselineEntry
        {
            Fingerprint = fingerprint,
            Count = count,
            Occurrences = occurrences,
            Check = element.Text("check") ?? tool,
            Tool = tool,
            Rule = element.Text("rule") ?? "",
            Path = element.Text("path"),
        };
    }

    /// <summary>The line of the first mark of a conflict; 0 for none. No line of a baseline begins as one.</summary>
    private static int ConflictAt(ReadOnlySpan<byte> text)
    {
        for (var line = 1; !text.IsEmpty; line++)
        {
            foreach (var mark in ConflictMarks)
            {
                if (text.StartsWith(mark))
                {
                    return line;
                }
            }

            var end = text.IndexOf((byte)'\n');
            text = end < 0 ? default : text[(end + 1)..];
        }

        return 0;
    }
}
