using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Syntax;
using Unfazed.Validators.Hygiene;

namespace Unfazed.Validators.Migration;

/// <summary>Reads <c>.pre-commit-config.yaml</c> (https://pre-commit.com): pre-commit's and prek's.</summary>
internal sealed class PreCommitConfiguration(MigrationNotes notes)
{
    /// <summary>Its usual name.</summary>
    public const string FileName = ".pre-commit-config.yaml";

    private static readonly ImmutableArray<string> CheckingStages = ["pre-commit", "pre-push", "commit", "push", "pre-merge-commit", "merge-commit"];

    // What the built-in rules do anyway, or have no need of.
    private static readonly FrozenSet<string> Customary = new[]
    {
        "check-yaml --allow-multiple-documents", "check-yaml --multi", "check-yaml -m", "check-yaml --unsafe", "check-merge-conflict --assume-in-merge",
        "mixed-line-ending --fix=auto", "mixed-line-ending --fix=no", "trailing-whitespace --markdown-linebreak-ext=md",
        "trailing-whitespace --markdown-linebreak-ext=markdown", "detect-aws-credentials --allow-missing-credentials",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Notes what it asks for.</summary>
    public void Read(string text)
    {
        var root = ForeignYaml.Read(FileName, text, notes);
        if (root.Text("exclude") is { Length: > 0 } exclude && exclude != "^$")
        {
            ReadExclude(exclude);
        }

        if (root.Get("files") is not null)
        {
            notes.Leave($"{FileName}: files", $"no hook looks beyond {Quoted.Of(root.Text("files") ?? "no text")}; here all files are looked at that \"exclude\" does not name");
        }

        if (root is not null && root.Get("repos") is not SequenceNode)
        {
            notes.Leave(FileName, "it has no list of repositories");
        }

        foreach (var repository in root.Get("repos").Items())
        {
            var source = repository.Text("repo") ?? "";
            foreach (var hook in repository.Get("hooks").Items())
            {
                ReadHook(hook, source);
            }
        }
    }

    private void ReadExclude(string pattern)
    {
        if (PathPattern.ToExclusions(pattern) is { } globs)
        {
            notes.Exclude.AddRange(globs);
        }
        else
        {
            notes.Leave($"{FileName}: exclude", $"the pattern {Quoted.Of(pattern)} cannot be said as globs; it holds for all hooks, as \"exclude\" does here");
        }
    }

    private void ReadHook(ConfigNode hook, string repository)
    {
        var id = hook.Text("id") ?? "";
        var origin = $"{FileName}: hook {Quoted.Short(id)}";
        var stages = hook.Get("stages").Texts();
        if (repository == "meta")
        {
            notes.Leave(origin, "it looks at pre-commit's own configuration");
        }
        else if (!stages.IsEmpty && !stages.Any(static stage => CheckingStages.Contains(stage, StringComparer.Ordinal)))
        {
            notes.Leave(origin, $"it runs at the stage {string.Join(", ", stages.Select(Quoted.Short))} only");
        }
        else if (repository == "local")
        {
            ReadLocal(hook, id, origin);
        }
        else if (ForeignNames.IsBuiltIn(id))
        {
            ReadBuiltIn(hook, id, origin);
        }
        else
        {
            ReadKnown(hook, id, origin);
        }
    }

    private void ReadBuiltIn(ConfigNode hook, string id, string origin)
    {
        notes.BuiltIn.Add(id);
        notes.ForbidsSubmodules |= id == HygieneRules.NewSubmodules;
        foreach (var word in hook.Get("args").Texts())
        {
            if (id == HygieneRules.LargeFiles && word.StartsWith("--maxkb=", StringComparison.Ordinal) && int.TryParse(word.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0)
            {
                notes.LargestFile = size;
            }
            else if (id == HygieneRules.LargeFiles && word == "--enforce-all")
            {
                notes.EnforcesSizeOfAll = true;
            }
            else if (!Customary.Contains($"{id} {word}"))
            {
                notes.Leave(origin, $"the rule is built in, its argument {Quoted.Of(word)} is not");
            }
        }

        LeaveFiles(hook, origin);
        if (ExclusionsOf(hook, origin) is { IsEmpty: false } globs)
        {
            notes.ExcludeFromRule(id, globs, origin);
        }
    }

    private void ReadKnown(ConfigNode hook, string id, string origin)
    {
        if (ForeignNames.ToolOf(id) is not { } tool)
        {
            notes.Leave(origin, "this version knows no such tool or rule; a check of your own can run it");
            return;
        }

        var proposal = CommandMapping.WithOptions(new Proposal(tool, origin), hook.Get("args").Texts());
        LeaveFiles(hook, origin);
        notes.Propose(WithExclude(proposal, hook));
    }

    private void ReadLocal(ConfigNode hook, string id, string origin)
    {
        var language = hook.Text("language") ?? "";
        var (words, problem) = CommandMapping.Split(hook.Text("entry") ?? "");
        ImmutableArray<string> command = [.. words, .. hook.Get("args").Texts()];
        if (!words.IsEmpty && CommandMapping.Known(command, origin) is { } known)
        {
            notes.Propose(WithExclude(known, hook));
        }
        else if (language is not ("system" or "script" or "unsupported" or "unsupported_script"))
        {
            notes.Leave(origin, $"a hook of the language {Quoted.Of(language)} needs the environment that pre-commit makes for it");
        }
        else if (problem is not null)
        {
            notes.Leave(origin, problem);
        }
        else if (FilesOf(hook) is not { } files)
        {
            notes.Leave(origin, $"its files ({Quoted.Of(hook.Text("files") ?? string.Join(", ", hook.Get("types").Texts()))}) cannot be said as globs; a check of your own can run {Quoted.Of(string.Join(' ', command))}");
        }
        else
        {
            var passes = hook.Flag("pass_filenames") ?? true;
            files = passes ? files : [];
            notes.Propose(WithExclude(new Proposal(id, origin) { Run = passes ? [.. command, "{files}"] : command, Files = files }, hook));
        }
    }

    // Types and a pattern together are fewer files than either; the pattern is the narrower one as a rule, and stands for both.
    private static ImmutableArray<string>? FilesOf(ConfigNode hook)
    {
        if (hook.Text("files") is { Length: > 0 } pattern)
        {
            return PathPattern.ToGlobs(pattern);
        }

        var types = hook.Get("types_or").Texts() is { IsEmpty: false } several ? several : hook.Get("types").Texts();
        return FileTypes.Of(types) is not { } globs ? null : globs is ["**/*"] ? [] : globs;
    }

    private Proposal WithExclude(Proposal proposal, ConfigNode hook) => proposal with { Exclude = ExclusionsOf(hook, proposal.Origin) };

    private ImmutableArray<string> ExclusionsOf(ConfigNode hook, string origin)
    {
        var pattern = hook.Text("exclude");
        if (pattern is "" or "^$" || (pattern is null && hook.Get("exclude") is null))
        {
            return [];
        }

        if (pattern is not null && PathPattern.ToExclusions(pattern) is { } globs)
        {
            return globs;
        }

        notes.Leave(origin, $"its \"exclude\" ({Quoted.Of(pattern ?? "no text")}) cannot be said as globs");
        return [];
    }

    private void LeaveFiles(ConfigNode hook, string origin)
    {
        if (hook.Get("files") is not null)
        {
            notes.Leave(origin, $"its \"files\" ({Quoted.Of(hook.Text("files") ?? "no text")}): here it looks at all files of its kind; the tool's own configuration or \"exclude\" can say less");
        }
    }
}
