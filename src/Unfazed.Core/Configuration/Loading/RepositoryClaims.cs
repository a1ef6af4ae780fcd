using System.Collections.Immutable;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Loading;

/// <summary>
/// What a repository's files ask for beyond the repository. It counts only when somebody trusts them as they are; otherwise it is taken out
/// before anything is merged, so that it can neither add to what the user's file says nor replace it.
/// </summary>
internal static class RepositoryClaims
{
    /// <summary>The keys that need trust. Whatever else may start a program or call an address by configuration alone joins here.</summary>
    public static ImmutableArray<string> Keys { get; } = ["services", "services_budget", "agents"];

    /// <summary>The trees that count, and what does not.</summary>
    /// <param name="trees">All files, the weakest first.</param>
    /// <param name="trust">Says whether the repository is trusted; asked only when it asks for something.</param>
    public static WeighedClaims Weigh(ImmutableArray<MappingNode> trees, Func<TrustState> trust)
    {
        ImmutableArray<string> asked = [.. trees.Where(IsRepository).SelectMany(Asked).Distinct(StringComparer.Ordinal)];
        if (asked.IsEmpty)
        {
            return new WeighedClaims(trees, TrustState.NotNeeded, []);
        }

        var state = trust();
        return state == TrustState.Trusted
            ? new WeighedClaims(trees, state, [])
            : new WeighedClaims([.. trees.Select(static tree => IsRepository(tree) ? Without(tree) : tree)], state, asked);
    }

    private static bool IsRepository(MappingNode tree) => tree.Source.Origin == SettingOrigin.ProjectFile;

    private static IEnumerable<string> Asked(MappingNode tree) => tree.Entries
        .Where(static entry => Keys.Contains(entry.Key, StringComparer.Ordinal))
        .SelectMany(static entry => entry.Key == "services" && entry.Value is MappingNode services
            ? services.Entries.Select(static service => "services." + service.Key)
            : [entry.Key]);

    private static MappingNode Without(MappingNode tree) =>
        new([.. tree.Entries.Where(static entry => !Keys.Contains(entry.Key, StringComparer.Ordinal))], tree.Source);
}

/// <summary>What became of them.</summary>
/// <param name="Trees">The trees that count.</param>
/// <param name="Trust">Whether the repository is trusted.</param>
/// <param name="Withheld">What does not count: <c>services.prometheus</c>, <c>services_budget</c>.</param>
internal sealed record WeighedClaims(ImmutableArray<MappingNode> Trees, TrustState Trust, ImmutableArray<string> Withheld);
