using System.Collections.Immutable;
using Unfazed.Core.Configuration;

namespace Unfazed.Validators.Migration;

/// <summary>Turns a command of another tool's configuration into a proposal: a tool that is known, or a check of one's own.</summary>
internal static class CommandMapping
{
    private static readonly ImmutableArray<ImmutableArray<string>> Runners =
    [
        ["npx", "--no-install"], ["npx", "--no"], ["npx", "-y"], ["npx"], ["bunx"], ["pnpm", "exec"], ["pnpm", "dlx"], ["yarn", "exec"], ["yarn", "dlx"],
        ["poetry", "run"], ["uv", "run"], ["pipenv", "run"], ["pdm", "run"], ["hatch", "run"], ["rye", "run"], ["bundle", "exec"],
        ["python", "-m"], ["python3", "-m"], ["mise", "exec", "--"],
    ];

    // Options that say what counts, and no more: any other may make a tool write, change its output or look at something else.
    private static readonly ImmutableArray<string> Judging =
    [
        "--max-line-length", "--line-length", "--ignore", "--extend-ignore", "--select", "--extend-select", "--max-complexity", "--per-file-ignores",
        "--config", "--config-file", "--configfile", "--rcfile", "--settings-path", "--profile", "--target-version", "--severity", "--severity-level",
        "--confidence-level", "--ignore-words", "--ignore-words-list", "--disable", "--enable", "--max-warnings", "--exclude", "--extend-exclude", "--skip",
    ];

    private static readonly ImmutableArray<string> JudgingFlags =
        ["--strict", "--ignore-missing-imports", "--skip-string-normalization", "--external-sources", "-x", "-ll", "-lll"];

    // They say what is done here anyway, or what a check must not do.
    private static readonly ImmutableArray<string> Needless =
    [
        "--fix", "--exit-non-zero-on-fix", "--show-fixes", "--write", "--write-changes", "-w", "-i", "--in-place", "--autocorrect", "-a", "-A", "--check",
        "--check-only", "--diff", "-d", "-l", "--quiet", "-q", "--verbose", "-v", "--color", "--no-color", "--force-exclude", "--noEmit", "--pretty",
    ];

    /// <summary>The tool that words run, and the options for it; null when it is none that is known.</summary>
    public static Proposal? Known(ImmutableArray<string> words, string origin)
    {
        var command = WithoutRunner(words);
        var name = command.IsEmpty ? null : ProgramName(command[0]);
        if (name is "cargo" or "go" or "dotnet" or "ruff" or "biome" && command.Length > 1)
        {
            // Programs of many tools: the second word says which.
            var both = $"{name}-{command[1]}";
            var tool = ForeignNames.ToolOf(both) ?? (name is "ruff" or "biome" ? ForeignNames.ToolOf(name) : null);
            return tool is null ? null : WithOptions(new Proposal(tool, origin), command[2..]);
        }

        return name is not null && ForeignNames.ToolOf(name) is { } known ? WithOptions(new Proposal(known, origin), command[1..]) : null;
    }

    /// <summary>The same tool with those of its options that say what counts; the others stand in the remark alone.</summary>
    public static Proposal WithOptions(Proposal proposal, ImmutableArray<string> words)
    {
        var taken = ImmutableArray.CreateBuilder<string>();
        var left = new List<string>();
        for (var at = 0; at < words.Length; at++)
        {
            var name = words[at].Split('=')[0];
            var hasValue = at + 1 < words.Length && !words[at + 1].StartsWith('-');
            if (JudgingFlags.Contains(words[at], StringComparer.Ordinal) || (Judging.Contains(name, StringComparer.Ordinal) && name != words[at]))
            {
                taken.Add(words[at]);
            }
            else if (Judging.Contains(name, StringComparer.Ordinal) && hasValue)
            {
                taken.AddRange(words[at], words[++at]);
            }
            else if (!Needless.Contains(name, StringComparer.Ordinal) && !words[at].StartsWith('{'))
            {
                left.Add(words[at]);
            }
        }

        return proposal with { Arguments = taken.ToImmutable(), Remark = left.Count == 0 ? null : $"it also had: {string.Join(' ', left)}" };
    }

    /// <summary>A command line as words, with <paramref name="files"/> as <c>{files}</c>; null and why not where a shell would be needed.</summary>
    public static (ImmutableArray<string> Words, string? Problem) Split(string line, params ReadOnlySpan<string> files)
    {
        foreach (var placeholder in files)
        {
            line = line.Replace(placeholder, "{files}", StringComparison.Ordinal);
        }

        return ShellWords.TrySplit(line, out var words, out var error) ? (words, null) : ([], error);
    }

    private static ImmutableArray<string> WithoutRunner(ImmutableArray<string> words)
    {
        foreach (var runner in Runners)
        {
            if (words.Length > runner.Length && words.AsSpan(0, runner.Length).SequenceEqual(runner.AsSpan()))
            {
                return words[runner.Length..];
            }
        }

        return words;
    }

    private static string ProgramName(string program) => program[(program.LastIndexOf('/') + 1)..];
}
