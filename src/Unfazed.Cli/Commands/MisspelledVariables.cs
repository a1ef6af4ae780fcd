using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Configuration.Schema;
using Unfazed.Core.Processes;

namespace Unfazed.Cli.Commands;

/// <summary>Finds variables that are set and do nothing, because their name is nearly that of a setting.</summary>
internal static class MisspelledVariables
{
    private const string Prefix = "UNFAZED_";

    // No option, and read where they are needed.
    private static readonly string[] Others = ["UNFAZED_STATE_DIR", "UNFAZED_CACHE_DIR", "UNFAZED_CHECK_ID"];

    /// <summary>A line for each of them. A name that is near to none may be somebody else's, and is no mistake.</summary>
    public static IEnumerable<string> Describe(ProcessEnvironment environment)
    {
        var given = environment.Variables.Keys.Where(static name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        if (given.Count == 0)
        {
            return [];
        }

        var known = OptionTable.All.Select(static option => OptionSource.VariableOf(option.Name))
            .Concat(ServiceKeys.Variables.Select(static key => OptionSource.VariableOf(key.Name)))
            .Concat(Others)
            .ToHashSet(StringComparer.Ordinal);
        return given.Where(name => !known.Contains(name))
            .Select(name => (Name: name, Nearest: Nearest(name, known)))
            .Where(static found => found.Nearest is not null)
            .Select(static found => $"the variable {Quoted.Of(found.Name)} is not one that Unfazed reads, and has no effect; did you mean {found.Nearest}?");
    }

    // Without the beginning that all of them have: it would make short names near to each other.
    private static string? Nearest(string name, IReadOnlyCollection<string> known) =>
        NearestName.Find(name[Prefix.Length..], known.Select(static variable => variable[Prefix.Length..])) is { } nearest ? Prefix + nearest : null;
}
