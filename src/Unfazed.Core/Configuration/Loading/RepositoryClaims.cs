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
    public static ImmutableArray<string> Keys { get; } = ["services", "services_budget", "labels", "agents"];

    /// <summary>Keys that count for the repository itself without trust, and for the user's services only with it.</summary>
    private static ImmutableArray<string> SharedKeys { get; } = ["project", "resilience"];

    /// <summary>Whether an entry of a repository's configuration is one that trust is about.</summary>
    /// <param name="path">Its path, such as <c>checks.a.service</c>.</param>
    public static bool Concerns(string path)
    {
        var parts = path.Split('.');
        return Keys.Contains(parts[0], StringComparer.Ordinal) || SharedKeys.Contains(parts[0], StringComparer.Ordinal) || parts is ["checks", .., "service"];
    }

    /// <summary>The trees that count, and what does not.</summary>
    /// <param name="trees">All files, the weakest first.</param>
    /// <param name="trust">Says whether the repository is trusted; asked only when it asks for something.</param>
    public static WeighedClaims Weigh(ImmutableArray<MappingNode> trees, Func<TrustState> trust)
    {
        ImmutableArray<string> asked = [.. trees.Where(IsRepository).SelectMany(Asked).Distinct(StringComparer.Ordinal)];
        if (asked.IsEmpty)
        {
            return new WeighedClaims(trees, trees.Any(static tree => IsRepository(tree) && SharesServices(tree)) ? trust() : TrustState.NotNeeded, []);
        }

        var state = trust();
        return state == TrustState.Trusted
            ? new WeighedClaims(trees, state, [])
            : new WeighedClaims([.. trees.Select(static tree => IsRepository(tree) ? Without(tree) : tree)], state, asked);
    }

    private static bool IsRepository(MappingNode tree) => tree.Source.Origin == SettingOrigin.ProjectFile;

    private static bool SharesServices(MappingNode tree) => tree.Entries.Any(static entry =>
        SharedKeys.Contains(entry.Key, StringComparer.Ordinal)
        || (entry.Key == "checks" && entry.Value is MappingNode checks && checks.Entries.Any(static check => check.Value is MappingNode keys && keys.Find("service") is not null)));

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
