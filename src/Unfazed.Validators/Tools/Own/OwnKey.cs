using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core.Caching;
using Unfazed.Core.Configuration;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Own;

/// <summary>Says what decides about the answer of a check of one's own: with <c>cache: true</c> all files, or those that <c>inputs</c> names.</summary>
/// <param name="settings">Its entry.</param>
/// <param name="run">How it runs.</param>
/// <param name="program">Its program, absolute; null where it was not found.</param>
/// <param name="workspace">The files.</param>
internal sealed class OwnKey(CheckSettings settings, ToolRun run, string? program, WorkspaceSnapshot workspace)
{
    /// <summary>The files that it is told to look at, relative to the root; empty for a check that is told none.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The globs of what is left out of findings.</summary>
    public required string Exclude { get; init; }

    /// <summary>Whether it measures which lines ran: those that changed since a commit too.</summary>
    public bool MeasuresCoverage { get; init; }

    /// <summary>That commit; null for where the branch began.</summary>
    public string? ChangedSince { get; init; }

    /// <summary>What decides.</summary>
    public CheckCaching Caching() => settings.Cache is not { Value: true }
        ? CheckCaching.Never("a check of your own is run unless its entry says cache: true")
        : new CheckCaching
        {
            Parts = [.. Parts()],
            Look = LookAsync,
            DependsOn = Inputs(),
            Inputs = settings.Inputs?.Value ?? [],
        };

    private async Task<Surroundings> LookAsync(KeyScene scene, CancellationToken cancellationToken)
    {
        var around = await ProgramVersion.LookAsync(run, program, scene).ConfigureAwait(false);
        var parts = around.Parts.AddRange(KeyVariables.Of(scene.Processes.Environment, ["CI", "PATH"], workspace.Root));
        return around with { Parts = MeasuresCoverage && workspace.IsGit ? parts.Add(await BaseAsync(scene, cancellationToken).ConfigureAwait(false)) : parts };
    }

    private async Task<KeyPart> BaseAsync(KeyScene scene, CancellationToken cancellationToken) => new(
        KeyPartKind.Git,
        "the commit that changed lines are compared with",
        await new GitChangedLines(new GitClient(scene.Processes), workspace).BaseAsync(ChangedSince, cancellationToken).ConfigureAwait(false));

    private Func<string, bool>? Inputs()
    {
        if (settings.Inputs is not { } named)
        {
            return null;
        }

        var files = Files.ToHashSet(StringComparer.Ordinal);
        if (program is not null && program.StartsWith(workspace.Root + "/", StringComparison.Ordinal))
        {
            files.Add(program[(workspace.Root.Length + 1)..]);
        }

        ImmutableArray<Glob> globs = [.. named.Value.Select(Glob.Parse)];
        return path => files.Contains(path) || globs.Any(glob => glob.IsMatch(path));
    }

    private IEnumerable<KeyPart> Parts()
    {
        yield return ProductPart.Current;
        yield return CommandPart.Of(run.Arguments.Prepend(run.Program).Select(word => RootWord.Replace(word, workspace.Root)));
        foreach (var (name, value) in Settings())
        {
            yield return new KeyPart(KeyPartKind.Setting, name, value);
        }

        foreach (var (name, value) in run.Environment.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            yield return KeyVariables.Own(name, value, workspace.Root);
        }
    }

    private IEnumerable<(string Name, string Value)> Settings() =>
    [
        ("dir", run.Directory),
        ("exclude", Exclude),
        ("files", string.Join('\n', Files)),
        ("parse", settings.Parse?.Value ?? ""),
        ("pattern", settings.Pattern?.Value ?? ""),
        ("report", settings.Report?.Value ?? ""),
        ("findings_exit", string.Join(' ', (settings.FindingsExit?.Value ?? []).Select(static code => code.ToString(CultureInfo.InvariantCulture)))),
    ];
}
