namespace Unfazed.Validators.Tools.Detection;

/// <summary>Go's modules in a repository: <c>./...</c> ends where the next module begins, also in a workspace.</summary>
internal static class GoModules
{
    /// <summary>The layout of a repository.</summary>
    public static ProjectLayout Of(RepositoryView repository) =>
        new(repository.Named(static name => name == "go.mod").Below(".").Select(RepositoryView.DirectoryOf), Unseen(repository))
        {
            ReachesNested = true,
            IsFixture = static directory => directory.Split('/').Any(static part => part is "testdata" or "vendor"),
        };

    // "Directory and file names that begin with "." or "_" are ignored by the go tool" (go help packages).
    private static HashSet<string> Unseen(RepositoryView repository)
    {
        var unseen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in repository.Workspace.Files)
        {
            if (!file.Path.EndsWith(".go", StringComparison.Ordinal))
            {
                continue;
            }

            for (var slash = file.Path.IndexOf('/'); slash >= 0; slash = file.Path.IndexOf('/', slash + 1))
            {
                var begin = file.Path.LastIndexOf('/', slash - 1) + 1;
                if (file.Path[begin] is '_' or '.')
                {
                    unseen.Add(file.Path[..slash]);
                }
            }
        }

        return unseen;
    }
}
