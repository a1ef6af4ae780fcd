using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Validators.Migration;

/// <summary>Reads <c>lefthook.yml</c> (https://lefthook.dev): commands and jobs of the hooks before a commit and a push.</summary>
internal sealed class LefthookConfiguration(string fileName, MigrationNotes notes)
{
    private const int DeepestGroup = 8;

    private static readonly ImmutableArray<string> Settings =
    [
        "assert_lefthook_installed", "colors", "extends", "lefthook", "min_version", "no_tty", "output", "rc", "remotes", "remote", "skip_lfs",
        "source_dir", "source_dir_local", "templates", "glob_matcher", "install_non_git_hooks", "skip_output", "no_auto_install",
    ];

    /// <summary>Its usual names.</summary>
    public static ImmutableArray<string> FileNames { get; } = ["lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml", "lefthook.json", ".config/lefthook.yml"];

    /// <summary>Notes what it asks for.</summary>
    public void Read(string text)
    {
        foreach (var (hook, value, _) in ForeignYaml.Read(fileName, text, notes).Entries())
        {
            if (hook is "pre-commit" or "pre-push")
            {
                ReadHook(hook, value);
            }
            else if (hook is "extends" or "remotes" or "remote")
            {
                notes.Leave($"{fileName}: {hook}", "what it brings from elsewhere was not looked at");
            }
            else if (!Settings.Contains(hook, StringComparer.Ordinal))
            {
                notes.Leave($"{fileName}: {Quoted.Short(hook)}", "it does not run before a commit or a push");
            }
        }
    }

    private void ReadHook(string hook, ConfigNode value)
    {
        foreach (var (name, command, _) in value.Get("commands").Entries())
        {
            ReadJob(name, command, $"{fileName}: {hook} {Quoted.Short(name)}");
        }

        ReadJobs(hook, value.Get("jobs").Items(), 0);
        foreach (var (name, _, _) in value.Get("scripts").Entries())
        {
            notes.Leave($"{fileName}: {hook} {Quoted.Short(name)}", "a script of .lefthook; a check of your own can run it");
        }
    }

    private void ReadJobs(string hook, ImmutableArray<ConfigNode> jobs, int depth)
    {
        foreach (var job in jobs)
        {
            var name = job.Text("name") ?? job.Text("run") ?? job.Text("script") ?? "job";
            if (job.Get("group") is { } group && depth < DeepestGroup)
            {
                ReadJobs(hook, group.Get("jobs").Items(), depth + 1);
            }
            else
            {
                ReadJob(name, job, $"{fileName}: {hook} {Quoted.Short(name)}");
            }
        }
    }

    private void ReadJob(string name, ConfigNode job, string origin)
    {
        var (words, problem) = CommandMapping.Split(job.Text("run") ?? "", "{staged_files}", "{all_files}", "{push_files}");
        if (problem is not null || job.Flag("skip") == true)
        {
            notes.Leave(origin, problem ?? "it is skipped there");
        }
        else if (CommandMapping.Known(words, origin) is { } known)
        {
            notes.Propose(known);
            LeaveKeys(job, origin, "glob", "exclude", "files", "root", "env", "skip", "only", "tags");
        }
        else if (words.Any(static word => word is "--fix" or "--write"))
        {
            notes.Leave(origin, "it changes files; a check only looks");
        }
        else
        {
            LeaveKeys(job, origin, "files", "env", "skip", "only", "tags");
            var takesFiles = words.Contains("{files}", StringComparer.Ordinal);
            notes.Propose(new Proposal(name, origin)
            {
                Run = words,
                Files = takesFiles ? [.. job.Get("glob").Texts().Select(Everywhere)] : [],
                Exclude = [.. job.Get("exclude").Texts().Select(Everywhere)],
                Directory = job.Text("root") is { } root ? root.Trim('/') : null,
            });
        }
    }

    private void LeaveKeys(ConfigNode job, string origin, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (job.Get(key) is not null)
            {
                notes.Leave(origin, $"its \"{key}\" is not taken over");
            }
        }
    }

    // Its "*.js" means files in every folder.
    private static string Everywhere(string glob) => glob.Contains('/', StringComparison.Ordinal) ? glob : $"**/{glob}";
}
