namespace Unfazed.Core.Configuration.Schema;

/// <summary>Keys that a later version builds.</summary>
internal static class LaterKeys
{
    public static IEnumerable<Key<TOwner>> Of<TOwner>(params string[] names) => names.Select(static name => new LaterKey<TOwner>(name));
}
