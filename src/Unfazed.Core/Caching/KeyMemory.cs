using System.Collections.Immutable;
using Unfazed.Core.Journal;

namespace Unfazed.Core.Caching;

/// <summary>Remembers with which key the answer of a check was stored last, for whoever wants to know why it runs again.</summary>
internal sealed class KeyMemory(CacheStore store, string root, TimeProvider time)
{
    private const string Last = CacheLayout.LastKeys;
    private const string Lists = CacheLayout.InputLists;
    private const int MostReasons = 50;

    /// <summary>The last one; null when none was stored, or it is lost.</summary>
    public LastKey? Find(CheckAddress check) => store.Read(Last, NameOf(check)) is { } bytes ? LastKey.Read(bytes) : null;

    /// <summary>In what a key differs from the last one; null when none is known.</summary>
    public ImmutableArray<KeyDifference>? Compare(CheckAddress check, CacheKey now)
    {
        if (Find(check) is not { } last)
        {
            return null;
        }

        // Without the list of files it is known that they differ, and not which.
        var inputs = last.Inputs == now.Inputs.Hash ? now.Inputs : store.Read(Lists, last.Inputs) is { } bytes ? InputList.Read(bytes.Span) : null;
        var differences = KeyComparison.Compare(new CacheKey(last.Parts, inputs ?? now.Inputs), now);
        return inputs is null ? differences.Add(new KeyDifference(KeyPartKind.Input, "its files", PartChange.Changed)) : differences;
    }

    /// <summary>Remembers a key.</summary>
    public void Add(CheckAddress check, CacheKey key, ImmutableArray<KeyDifference> because)
    {
        if (!store.Has(Lists, key.Inputs.Hash))
        {
            store.Write(Lists, key.Inputs.Hash, key.Inputs.Write());
        }

        var last = new LastKey { At = time.GetUtcNow(), Parts = key.Parts, Inputs = key.Inputs.Hash, Because = [.. because.Take(MostReasons)] };
        store.Write(Last, NameOf(check), last.Write().Span);
    }

    private string NameOf(CheckAddress check) => CacheKey.Hex($"{root}\0{check.Name}\0{check.Directory}");
}

/// <summary>Which check it is, of a repository.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Directory">Where it runs, relative to the root.</param>
internal sealed record CheckAddress(string Name, string Directory);
