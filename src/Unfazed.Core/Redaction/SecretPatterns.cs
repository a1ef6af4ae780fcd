using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using Unfazed.Core.Redaction.Decoding;

namespace Unfazed.Core.Redaction;

/// <summary>Finds any of many texts in one pass. Each byte of a text is one character.</summary>
internal sealed class SecretPatterns
{
    private readonly SearchValues<string> _any;
    private readonly SearchValues<char> _firsts;
    private readonly FrozenDictionary<char, string[]> _byFirst;
    private readonly int _longest;
    private readonly ConcurrentBag<SecretSearch> _searches = [];

    /// <param name="patterns">What is looked for; none is empty.</param>
    public SecretPatterns(IReadOnlyCollection<string> patterns)
    {
        _any = SearchValues.Create([.. patterns], StringComparison.Ordinal);
        _byFirst = patterns.GroupBy(static pattern => pattern[0])
            .ToFrozenDictionary(static group => group.Key, static group => group.OrderByDescending(static pattern => pattern.Length).ToArray());
        _firsts = SearchValues.Create([.. _byFirst.Keys]);
        _longest = patterns.Max(static pattern => pattern.Length);
        Bytes = new PlausibleBytes(patterns);
        Escapes = new EscapeDecoder(patterns.Any(static pattern => pattern.AsSpan().ContainsAny('\'', '"')));
    }

    /// <summary>Decodes what these may be met in.</summary>
    public EscapeDecoder Escapes { get; }

    /// <summary>The bytes that these, or an encoding of them, can hold.</summary>
    public PlausibleBytes Bytes { get; }

    /// <summary>A search that nobody else uses. Give it back.</summary>
    public SecretSearch Rent() => _searches.TryTake(out var search) ? search : new SecretSearch(this);

    /// <summary>Takes a search back.</summary>
    public void Return(SecretSearch search)
    {
        if (search.IsSmall)
        {
            _searches.Add(search);
        }
    }

    /// <summary>Where the next one begins; -1 where there is none.</summary>
    public int Next(ReadOnlySpan<char> text) => text.IndexOfAny(_any);

    /// <summary>The length of the longest one with which a text begins; one must.</summary>
    public int LengthAt(ReadOnlySpan<char> text)
    {
        foreach (var pattern in _byFirst[text[0]])
        {
            if (text.StartsWith(pattern, StringComparison.Ordinal))
            {
                return pattern.Length;
            }
        }

        return 1;
    }

    /// <summary>Where the end of a text may be the beginning of one that goes on; the length of the text where it is not.</summary>
    public int PendingFrom(ReadOnlySpan<char> text)
    {
        var at = Math.Max(0, text.Length - _longest + 1);
        while (text[at..].IndexOfAny(_firsts) is >= 0 and var distance)
        {
            at += distance;
            var end = text[at..];
            foreach (var pattern in _byFirst[end[0]])
            {
                if (pattern.Length > end.Length && pattern.AsSpan().StartsWith(end, StringComparison.Ordinal))
                {
                    return at;
                }
            }

            at++;
        }

        return text.Length;
    }
}
