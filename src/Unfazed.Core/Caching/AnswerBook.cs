using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Json;

namespace Unfazed.Core.Caching;

/// <summary>The answers of a tool for single files: all of one tool with one configuration are in one book.</summary>
internal sealed class AnswerBook
{
    /// <summary>So many files are kept; those that were not asked for in the longest time go first.</summary>
    public const int MostFiles = 200_000;

    /// <summary>The exit code and the command of a run, for reports.</summary>
    public required StoredAnswer Frame { get; init; }

    /// <summary>Whether the tool was once let choose its files by itself, and found nothing in others than those it was asked about.</summary>
    public bool WasWhole { get; init; }

    /// <summary>Files in which nothing was found, the latest first.</summary>
    public ImmutableArray<FileKey> Clean { get; init; } = [];

    /// <summary>What was found in the others.</summary>
    public ImmutableDictionary<FileKey, FileAnswer> Found { get; init; } = ImmutableDictionary<FileKey, FileAnswer>.Empty;

    /// <summary>The same with answers that are newer.</summary>
    public AnswerBook With(IReadOnlyList<KeyValuePair<FileKey, FileAnswer>> answers, AnswerBook? older)
    {
        var clean = new HashSet<FileKey>();
        var found = ImmutableDictionary.CreateBuilder<FileKey, FileAnswer>();
        foreach (var (key, answer) in answers)
        {
            if (answer.Findings.IsEmpty)
            {
                clean.Add(key);
            }
            else
            {
                found[key] = answer;
            }
        }

        foreach (var (key, answer) in older?.Found ?? ImmutableDictionary<FileKey, FileAnswer>.Empty)
        {
            if (found.Count < MostFiles && !clean.Contains(key))
            {
                found.TryAdd(key, answer);
            }
        }

        foreach (var key in (older?.Clean ?? []).TakeWhile(_ => clean.Count < MostFiles))
        {
            if (!found.ContainsKey(key))
            {
                clean.Add(key);
            }
        }

        return new AnswerBook { Frame = Frame, WasWhole = WasWhole || older?.WasWhole == true, Clean = [.. clean], Found = found.ToImmutable() };
    }

    /// <summary>A length, so much JSON, and then the clean files' keys, 32 bytes each: nearly all files are clean.</summary>
    public byte[] Write()
    {
        var head = CacheJson.Write(json =>
        {
            json.WriteBoolean("was_whole", WasWhole);
            json.WritePropertyName("frame");
            json.WriteRawValue(Frame.Write().Span);
            json.WriteStartArray("files");
            Span<byte> bytes = stackalloc byte[FileKey.Length];
            foreach (var (key, answer) in Found)
            {
                key.Write(bytes);
                json.WriteStartObject();
                json.WriteString("key", Convert.ToHexStringLower(bytes));
                json.WriteNumberOrNull("exit_code", answer.ExitCode);
                json.WriteStoredFindings(answer.Findings);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        var content = new byte[sizeof(int) + head.Length + (Clean.Length * FileKey.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(content, head.Length);
        head.Span.CopyTo(content.AsSpan(sizeof(int)));
        var rest = content.AsSpan(sizeof(int) + head.Length);
        foreach (var key in Clean)
        {
            key.Write(rest);
            rest = rest[FileKey.Length..];
        }

        return content;
    }

    /// <summary>Reads a book; null for what is none.</summary>
    public static AnswerBook? Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < sizeof(int) || BinaryPrimitives.ReadInt32LittleEndian(bytes.Span) is not (>= 0 and var length) || length > bytes.Length - sizeof(int))
        {
            return null;
        }

        var rest = bytes[(sizeof(int) + length)..].Span;
        if (rest.Length % FileKey.Length != 0 || CacheJson.Read(bytes.Slice(sizeof(int), length), ReadHead) is not { } book)
        {
            return null;
        }

        var clean = ImmutableArray.CreateBuilder<FileKey>(rest.Length / FileKey.Length);
        for (; !rest.IsEmpty; rest = rest[FileKey.Length..])
        {
            clean.Add(FileKey.Read(rest));
        }

        return new AnswerBook { Frame = book.Frame, WasWhole = book.WasWhole, Found = book.Found, Clean = clean.MoveToImmutable() };
    }

    private static AnswerBook? ReadHead(JsonElement root)
    {
        if (!root.TryGetProperty("frame", out var frame) || StoredAnswer.Read(System.Text.Encoding.UTF8.GetBytes(frame.GetRawText())) is not { } answer)
        {
            return null;
        }

        var found = ImmutableDictionary.CreateBuilder<FileKey, FileAnswer>();
        foreach (var file in root.Items("files").Where(static file => file.ValueKind == JsonValueKind.Object))
        {
            if (file.Text("key") is not { Length: FileKey.Length * 2 } hex || !IsHex(hex) || file.Findings() is not { IsEmpty: false } findings)
            {
                return null;
            }

            found[FileKey.Read(Convert.FromHexString(hex))] = new FileAnswer(file.Number("exit_code"), findings);
        }

        return new AnswerBook { Frame = answer, WasWhole = root.Truth("was_whole") ?? false, Found = found.ToImmutable() };
    }

    private static bool IsHex(string text) => text.All(char.IsAsciiHexDigit);
}

/// <summary>What a tool said of one file.</summary>
/// <param name="ExitCode">The exit code of the run in which it said so; null for a clean file.</param>
/// <param name="Findings">What it found there.</param>
internal sealed record FileAnswer(int? ExitCode, ImmutableArray<Finding> Findings)
{
    /// <summary>Of a file in which nothing was found.</summary>
    public static FileAnswer Clean { get; } = new(null, []);
}
