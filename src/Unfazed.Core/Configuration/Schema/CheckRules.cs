using System.Collections.Immutable;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>What the keys of one check must be to each other; looked at when all files are merged.</summary>
internal static class CheckRules
{
    private static readonly ImmutableArray<string> OwnOnly = ["parse", "pattern", "findings_exit", "files", "scope"];

    private static readonly ImmutableArray<string> ToolOnly = ["path", "args"];

    private static readonly ImmutableArray<string> ForBuiltIn = ["dimension", "tier", "timeout", "exclude"];

    /// <summary>Reports what does not go together.</summary>
    public static void Check(CheckSettings check, ReadContext context)
    {
        var known = context.Catalog.Find(check.Name);
        if (check.Run is not null)
        {
            RefuseKeys(check, context, ToolOnly.Contains, "is for a known tool: with \"run\" it says nothing");
            CheckPattern(check, context);
        }
        else if (known is null)
        {
            var names = context.Catalog.Checks.Select(static candidate => candidate.Name);
            context.Refuse(check.Source, $"unknown check {Quoted.Of(check.Name)}{NearestName.Hint(check.Name, names)} (a check of one's own needs \"run\")");
        }
        else if (!known.IsTool)
        {
            RefuseKeys(check, context, static key => !ForBuiltIn.Contains(key), $"has no place here: {check.Name} is built in and takes {string.Join(", ", ForBuiltIn)}");
        }
        else
        {
            RefuseKeys(check, context, OwnOnly.Contains, "needs \"run\": without it the known tool's own way is used");
        }
    }

    private static void CheckPattern(CheckSettings check, ReadContext context)
    {
        var isRegex = check.Parse is { Value: "regex" };
        if (isRegex && check.Pattern is null)
        {
            context.Refuse(check.Parse!.Value.Source, "parse: regex needs \"pattern\"");
        }
        else if (!isRegex && check.Pattern is { } pattern)
        {
            context.Refuse(pattern.Source, "\"pattern\" needs parse: regex");
        }
    }

    private static void RefuseKeys(CheckSettings check, ReadContext context, Func<string, bool> refused, string reason)
    {
        foreach (var entry in CheckKeys.All.Where(key => refused(key.Name)).SelectMany(key => key.List(key.Name, check).Take(1)))
        {
            var key = entry.Path.Split('.')[0];
            context.Refuse(entry.Source, $"\"{key}\" {reason}");
        }
    }
}
