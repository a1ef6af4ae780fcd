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

    // What makes a tool write, or only says what it does here anyway.
    private static readonly ImmutableArray<string> Dropped =
    [
        "--fix", "--exit-non-zero-on-fix", "--show-fixes", "--write", "-w", "-i", "--in-place", "--autocorrect", "-a", "-A", "--check", "--check-only",
        "--diff", "-d", "-l", "--quiet", "-q", "--verbose", "-v", "--color", "--no-color", "--force-exclude",
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

    /// <summary>The same tool with what its options say; those that can't be told from paths stand in the remark alone.</summary>
    public static Proposal WithOptions(Proposal proposal, ImmutableArray<string> words)
    {
        var options = words.Where(static word => !Dropped.Contains(word, StringComparer.Ordinal) && !word.StartsWith('{')).ToImmutableArray();
        return options.All(static word => word.StartsWith('-'))
            ? proposal with { Arguments = options }
            : proposal with { Remark = $"it ran with: {string.Join(' ', options)}" };
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
