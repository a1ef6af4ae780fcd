using System.Collections.Frozen;

namespace Unfazed.Cli.Commands;

/// <summary>Words that people know from other runners of checks, and what does the same here.</summary>
internal static class ForeignWords
{
    private const string RunAll = "to run every check: unfazed";
    private const string Fix = "to fix what can be fixed: unfazed fix";
    private const string Hooks = "to install hooks: unfazed hook install git";
    private const string EveryFile = "every file is checked by default: unfazed";
    private const string NameFiles = "name files as arguments: unfazed run PATH…";
    private const string NoWatch = "there is no watch mode; to check after each edit: unfazed hook install claude, or call unfazed --changed";
    private const string Report = "to choose a format: --format FORMAT, or --output FORMAT=FILE";

    // For an argument only where it is the name of nothing in the repository: a check may be called "test".
    private static readonly FrozenDictionary<string, string> Hints = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["check"] = RunAll,
        ["checks"] = RunAll,
        ["validate"] = RunAll,
        ["verify"] = RunAll,
        ["test"] = RunAll,
        ["tests"] = RunAll,
        ["all"] = RunAll,
        ["ci"] = RunAll,
        ["start"] = RunAll,
        ["exec"] = RunAll,
        ["scan"] = RunAll,
        ["analyze"] = RunAll,
        ["audit"] = "to run the security checks: unfazed security",
        ["try"] = RunAll,
        ["fmt"] = Fix,
        ["autofix"] = Fix,
        ["repair"] = Fix,
        ["install"] = Hooks,
        ["uninstall"] = "to remove hooks: unfazed hook uninstall git",
        ["hooks"] = Hooks,
        ["watch"] = NoWatch,
        ["ls"] = "to list the checks: unfazed list",
        ["linters"] = "to list the checks: unfazed list",
        ["tools"] = "to list the checks: unfazed list",
        ["status"] = "to show the last run: unfazed report --last",
        ["show"] = "to show the last run: unfazed report --last",
        ["last"] = "to show the last run: unfazed report --last",
        ["explain"] = "to ask why a result came from the cache: unfazed why NAME",
        ["setup"] = "to write unfazed.yaml: unfazed init; to see what is not installed: unfazed doctor",
        ["migrate"] = "to write unfazed.yaml: unfazed init",
        ["ignore"] = "to accept existing findings: unfazed baseline create",
        ["cache"] = "to list or clean the cache: unfazed state cache",
        ["clean"] = "to clean the cache: unfazed state cache clean",
        ["gc"] = "to clean the cache: unfazed state cache clean",
        ["breakers"] = "to list circuit breakers: unfazed state breakers",
        ["services"] = "to list services: unfazed state services",
        ["update"] = "to update the baseline: unfazed baseline update",
        ["--all"] = EveryFile,
        ["-a"] = EveryFile,
        ["--all-files"] = EveryFile,
        ["--files"] = NameFiles,
        ["--file"] = NameFiles,
        ["--path"] = NameFiles,
        ["--paths"] = NameFiles,
        ["--fix"] = Fix,
        ["--write"] = Fix,
        ["--autofix"] = Fix,
        ["--check"] = "unfazed run changes nothing; to see what fix would change: unfazed fix --dry-run",
        ["--diff"] = "to see what fix would change: unfazed fix --dry-run",
        ["--watch"] = NoWatch,
        ["-w"] = NoWatch,
        ["--json"] = "--format json",
        ["--sarif"] = "--format sarif",
        ["--reporter"] = Report,
        ["-f"] = Report,
        ["-o"] = Report,
        ["-V"] = "to print the version: unfazed version",
        ["-j"] = "--jobs N",
        ["--threads"] = "--jobs N",
        ["--concurrency"] = "--jobs N",
        ["--since"] = "to check files that changed: --changed --base REV; to count new findings alone: --new-since REV",
        ["--from-ref"] = "to check files that changed: --changed --base REV",
        ["--exclude"] = "leave files out with exclude in unfazed.yaml",
        ["--ignore"] = "leave findings out with ignore in unfazed.yaml",
        ["--strict"] = "--on-inconclusive fail, or --fail-on 2",
        ["--root"] = "-C DIR",
        ["--cwd"] = "-C DIR",
        ["--debug"] = "--verbose",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The rest of a sentence that refuses a word, or null for a word that has no such meaning.</summary>
    public static string? HintOf(string word) => Hints.TryGetValue(word, out var hint) ? "; " + hint : null;
}
