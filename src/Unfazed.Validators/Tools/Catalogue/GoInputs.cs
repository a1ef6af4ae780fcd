using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>What the go command reads: all that lies in a module, since any of it may be embedded or compiled.</summary>
internal static class GoInputs
{
    /// <summary>The same for every tool that loads packages.</summary>
    public static ProjectInputs Of { get; } = new() { AnyBelow = true, ReachesOut = UsesNeighbours };

    // A module imports another one of the repository only where a workspace, or a replacement by a path, says so.
    private static bool UsesNeighbours(RepositoryView repository, string directory)
    {
        if (repository.Text(RepositoryView.Join(directory, "go.mod"))?.Contains("=> .", StringComparison.Ordinal) == true)
        {
            return true;
        }

        for (var at = directory; ; at = RepositoryView.DirectoryOf(at))
        {
            if (repository.Has(RepositoryView.Join(at, "go.work")))
            {
                return true;
            }

            if (at == ".")
            {
                return false;
            }
        }
    }
}
