using Unfazed.Core.Configuration;

namespace Unfazed.Core.Trust;

/// <summary>The keys of a repository's configuration that do not count because nobody trusts it.</summary>
internal static class WithheldKeys
{
    /// <summary>One line for people; null when every key counts.</summary>
    public static string? Describe(UnfazedConfiguration configuration)
    {
        if (configuration.Withheld.IsEmpty)
        {
            return null;
        }

        var keys = string.Join(", ", configuration.Withheld.Select(Quoted.Short));
        var (verb, them) = configuration.Withheld.Length == 1 ? ("does", "it") : ("do", "them");
        return configuration.Trust == TrustState.Changed
            ? $"this configuration has changed since you trusted it: {keys} {verb} not count until you look at {them} again with unfazed trust"
            : $"{keys} {verb} not count: this repository is not trusted; look at {them} with unfazed trust";
    }
}
