using System.Collections.Immutable;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>What the keys of one check must be to each other; looked at when all files are merged.</summary>
internal static class CheckRules
{
    private static readonly ImmutableArray<string> ReportPlaceholders = ["{report}", "{report_dir}"];

    private static readonly ImmutableArray<string> OwnOnly = ["parse", "pattern", "findings_exit", "files", "scope", "report", "each"];

    private static readonly ImmutableArray<string> ToolOnly = ["path", "args"];

    private static readonly ImmutableArray<string> ForBuiltIn = ["dimension", "tier", "timeout", "exclude"];

    /// <summary>Reports what does not go together.</summary>
    public static void Check(CheckSettings check, ReadContext context)
    {
        var known = context.Catalog.Find(check.Name);
        if (!check.Enabled && (known is not null || context.OwnChecks.Contains(check.Name)))
        {
            return;
        }

        if (check.Keys.ContainsKey("run"))
        {
            RefuseKeys(check, context, ToolOnly.Contains, "is for a known tool: with \"run\" it says nothing");
            CheckPattern(check, context);
            CheckPlace(check, context);
            CheckReport(check, context);
            CheckCache(check, context);
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

    private static void CheckPlace(CheckSettings check, ReadContext context)
    {
        if (check.Keys.ContainsKey("dir") && check.Keys.TryGetValue("each", out var each))
        {
            context.Refuse(each, "\"each\" says where it runs, and so does \"dir\": keep one of them");
        }
    }

    // A refused value of "parse" was reported by itself: nothing follows from it.
    private static void CheckPattern(CheckSettings check, ReadContext context)
    {
        if (check.Parse is { Value: "regex" } parse && !check.Keys.ContainsKey("pattern"))
        {
            context.Refuse(parse.Source, "parse: regex needs \"pattern\"");
        }

        var otherForm = check.Parse is null ? !check.Keys.ContainsKey("parse") : check.Parse is not { Value: "regex" };
        if (otherForm && check.Keys.TryGetValue("pattern", out var pattern))
        {
            context.Refuse(pattern, "\"pattern\" needs parse: regex");
        }
    }

    // Its directory is known here alone: the file that is named from there may not leave the root either.
    private static void CheckReport(CheckSettings check, ReadContext context)
    {
        var isRead = check.Parse is not null and not { Value: "exit-code" };
        if (check.Report is { } report && !isRead && (check.Parse is not null || !check.Keys.ContainsKey("parse")))
        {
            context.Refuse(report.Source, "\"report\" needs \"parse\" with a format");
        }
        else if (check.Run is { } run && !isRead && ReportPlaceholders.FirstOrDefault(name => run.Value.Any(word => word.Contains(name, StringComparison.Ordinal))) is { } placeholder)
        {
            context.Refuse(run.Source, $"{placeholder} needs \"parse\" with a format");
        }
        else if (check is { Report: { } file, Directory: { } directory } && !RootedPath.TryResolve(context.Root, $"{directory.Value}/{file.Value}", out _, out var error))
        {
            context.Refuse(file.Source, error);
        }
    }

    // What a service answers is in no file; and files that nobody compares say nothing.
    private static void CheckCache(CheckSettings check, ReadContext context)
    {
        if (check is { Cache: { Value: true } cache, Service: not null })
        {
            context.Refuse(cache.Source, "a check that depends on a \"service\" cannot be cached: its answer is in no file");
        }

        if (check.Keys.TryGetValue("inputs", out var inputs) && check.Cache is not { Value: true })
        {
            context.Refuse(inputs, "\"inputs\" needs cache: true");
        }
    }

    private static void RefuseKeys(CheckSettings check, ReadContext context, Func<string, bool> refused, string reason)
    {
        foreach (var key in CheckKeys.All.Where(key => key.IsBuilt && refused(key.Name)))
        {
            if (check.Keys.TryGetValue(key.Name, out var source))
            {
                context.Refuse(source, $"\"{key.Name}\" {reason}");
            }
        }
    }
}
