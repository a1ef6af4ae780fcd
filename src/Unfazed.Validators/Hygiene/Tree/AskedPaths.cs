using Unfazed.Core.Orchestration;

namespace Unfazed.Validators.Hygiene.Tree;

/// <summary>
/// Which places a run reports on. Rules about names and links depend on other files: in a narrowed run a folder counts by what was selected
/// below it, and a link by a target that the change takes away.
/// </summary>
/// <param name="isWanted">Whether the check is about a path, whatever was selected.</param>
/// <param name="selection">What the run is narrowed to; null for a whole run.</param>
internal sealed class AskedPaths(Func<string, bool> isWanted, FileSelection? selection)
{
    private readonly HashSet<string>? _selected = selection is null ? null : WithFolders(selection.Paths);
    private readonly HashSet<string> _gone = (selection?.Gone ?? []).ToHashSet(StringComparer.Ordinal);
    private readonly HashSet<string> _goneWithFolders = WithFolders(selection?.Gone ?? []);

    /// <summary>Whether a file was selected, or a file below a folder.</summary>
    public bool Has(string path) => _selected?.Contains(path) != false && isWanted(path);

    /// <summary>Whether a link is asked about because the change takes away what stood at its target, above it or below it.</summary>
    /// <param name="link">The link.</param>
    /// <param name="target">Where it leads, relative to the root; null where that is no place below the root.</param>
    public bool LosesTarget(string link, string? target) =>
        target is not null && (_goneWithFolders.Contains(target) || WithFolders([target]).Overlaps(_gone)) && isWanted(link);

    /// <summary>Whether the change takes away this very file, though it still lies in the working tree.</summary>
    public bool TakesAway(string path) => _gone.Contains(path);

    private static HashSet<string> WithFolders(IEnumerable<string> paths)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            for (var at = path; all.Add(at) && at.LastIndexOf('/') is > 0 and var slash;)
            {
                at = at[..slash];
            }
        }

        return all;
    }
}
