using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Hooks.Git;

/// <summary>
/// What pre-commit and prek ask of a hook. They say it in variables (pre-commit's documentation, "pre-commit during push" and "temporarily
/// disabling hooks"; prek sets the same) and by the files that they pass.
/// </summary>
internal sealed record FrameworkCall
{
    /// <summary>The revision from which changes count; null where files alone were named.</summary>
    public string? From { get; private init; }

    /// <summary>The revision that is judged.</summary>
    public string? To { get; private init; }

    /// <summary>Whether git pushes.</summary>
    public bool IsPush { get; private init; }

    /// <summary>The remote that git pushes to: a name or an address; null where it is not said.</summary>
    public string? Remote { get; private init; }

    /// <summary>The files that were passed, absolute; empty where none were.</summary>
    public ImmutableArray<string> Files { get; private init; } = [];

    /// <summary>Reads a call; null where none of these programs started us.</summary>
    /// <param name="environment">Where they say it.</param>
    /// <param name="files">What they passed.</param>
    public static FrameworkCall? Read(ProcessEnvironment environment, IEnumerable<string> files)
    {
        if (environment.Get("PRE_COMMIT") is not { Length: > 0 })
        {
            return null;
        }

        var start = RealPath.Resolve(environment.Directory) ?? environment.Directory;
        var isPush = environment.Get("PRE_COMMIT_REMOTE_BRANCH") is { Length: > 0 };
        return new FrameworkCall
        {
            From = Given(environment, "PRE_COMMIT_FROM_REF"),
            To = Given(environment, "PRE_COMMIT_TO_REF") ?? (isPush ? Given(environment, "PRE_COMMIT_LOCAL_BRANCH") : null),
            IsPush = isPush,
            Remote = Given(environment, "PRE_COMMIT_REMOTE_NAME"),
            Files = [.. files.Select(file => Path.GetFullPath(file, start)).Where(static file => !IsOfGit(file))],
        };
    }

    private static string? Given(ProcessEnvironment environment, string name) => environment.Get(name) is { Length: > 0 } text ? text : null;

    // The message of a commit, in stages that are about it.
    private static bool IsOfGit(string file) => file.Split(Path.DirectorySeparatorChar).Contains(".git", StringComparer.Ordinal);
}
