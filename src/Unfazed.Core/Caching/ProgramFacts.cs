using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Unfazed.Core.Journal;
using Unfazed.Core.Json;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Caching;

/// <summary>Versions and digests of programs, asked once and kept for as long as the very file stays: its real path, size, times and inode.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="reads">Whether what was kept is read.</param>
internal sealed class ProgramFacts(CacheStore store, Func<bool> reads)
{
    private const string Room = CacheLayout.Programs;

    private readonly ConcurrentDictionary<string, ProgramFact> _known = new(StringComparer.Ordinal);

    /// <summary>What is known of a program; null when it is another file than the one that was asked.</summary>
    /// <param name="program">Absolute.</param>
    /// <param name="question">What tells this question from others: the words that were asked, and where.</param>
    public ProgramFact? Find(string program, string question)
    {
        if (IdentityOf(program) is not { } identity)
        {
            return null;
        }

        var name = NameOf(program, question);
        if (_known.TryGetValue(name, out var known) && known.Identity == identity)
        {
            return known;
        }

        return reads() && store.Read(Room, name) is { } bytes && CacheJson.Read(bytes, Read) is { } stored && stored.Identity == identity ? _known[name] = stored : null;
    }

    /// <summary>Keeps what a program answered.</summary>
    public ProgramFact? Add(string program, string question, string? version)
    {
        if (IdentityOf(program) is not { } identity)
        {
            return null;
        }

        var fact = new ProgramFact(identity, version, ContentOf(program));
        _known[NameOf(program, question)] = fact;
        store.Write(Room, NameOf(program, question), CacheJson.Write(json => Write(fact, json)).Span);
        return fact;
    }

    private static void Write(ProgramFact fact, Utf8JsonWriter json)
    {
        json.WriteString("identity", fact.Identity);
        json.WriteString("version", fact.Version);
        json.WriteString("content", fact.Content);
    }

    private static ProgramFact? Read(JsonElement root) =>
        root.Text("identity") is { } identity && root.Text("content") is { } content ? new ProgramFact(identity, root.Text("version"), content) : null;

    private static string NameOf(string program, string question) => CacheKey.Hex($"{program}\0{question}");

    private static string? IdentityOf(string program)
    {
        try
        {
            if (RealPath.Resolve(program) is not { } real || FileStatus.Of(real) is not { Type: FileType.Regular, Stamp: var stamp })
            {
                return null;
            }

            return string.Create(CultureInfo.InvariantCulture, $"{real}\0{stamp.Size} {stamp.Modified} {stamp.Changed} {stamp.Inode}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The first line of a script names the interpreter of this machine, or of this copy of an environment: the rest is what it is.
    private static string ContentOf(string program)
    {
        try
        {
            using var stream = new FileStream(program, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> begin = stackalloc byte[2];
            var isScript = stream.ReadAtLeast(begin, 2, throwOnEndOfStream: false) == 2 && begin.SequenceEqual("#!"u8);
            while (isScript && stream.ReadByte() is not (-1 or '\n'))
            {
            }

            stream.Position = isScript ? stream.Position : 0;
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }
}

/// <summary>What is known of a program.</summary>
/// <param name="Identity">The file that was asked.</param>
/// <param name="Version">Its version; null when it did not say.</param>
/// <param name="Content">SHA-256 of what it holds, of a script without its first line.</param>
internal sealed record ProgramFact(string Identity, string? Version, string Content);
