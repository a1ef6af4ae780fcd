using Unfazed.Core.Caching;
using Unfazed.Core.Journal;

namespace Unfazed.Cli.Commands;

/// <summary>The cache that all processes of a user share.</summary>
internal static class AnswerCache
{
    /// <summary>The cache; null where there is no place for one. Opens nothing.</summary>
    public static ValidationCache? Of(Host host) => ValidationCache.ForUser(host.Environment);

    /// <summary>The same as a run was told to use it; null for not at all.</summary>
    public static ValidationCache? Of(Host host, GivenOptions options) => options.NoCache ? null
        : CacheFolder.Of(host.Environment) is { } folder ? new ValidationCache(folder) { ReadsAnswers = !options.Force }
        : null;
}
