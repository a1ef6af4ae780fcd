using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Repository;

/// <summary>Where git's attributes may come from: asking git about every file is worth it only where there are any.</summary>
internal sealed class AttributeSources(WorkspaceSnapshot workspace, ProcessEnvironment environment)
{
    private const string FileName = ".gitattributes";
    private const string Setting = "core.attributesfile\n";

    /// <summary>Whether the repository has any: among the listed files, above the root, or in its own folder.</summary>
    public bool AreInRepository => workspace.Files.Concat(workspace.Excluded).Any(static file => file.Name is FileName) || AreAbove();

    /// <summary>Whether the user or the machine has any.</summary>
    /// <param name="settings">What <c>git config -z</c> printed.</param>
    public bool AreBeyond(IEnumerable<string> settings) =>
        settings.Any(static pair => pair.StartsWith(Setting, StringComparison.Ordinal))
        || File.Exists("/etc/gitattributes")
        || UserFolders().Any(static folder => File.Exists(Path.Combine(folder, "git", "attributes")));

    private bool AreAbove()
    {
        for (var folder = workspace.Root; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var git = Path.Combine(folder, ".git");
            if (File.Exists(Path.Combine(folder, FileName)) || File.Exists(Path.Combine(git, "info", "attributes")))
            {
                return true;
            }

            // A file there names the folder of a worktree or a submodule: git knows the way.
            if (Path.Exists(git))
            {
                return File.Exists(git);
            }
        }

        // No repository was met on the way: its folder lies elsewhere.
        return true;
    }

    private IEnumerable<string> UserFolders() => environment.Get("XDG_CONFIG_HOME") is { Length: > 0 } configuration
        ? [configuration]
        : environment.Get("HOME") is { Length: > 0 } home ? [Path.Combine(home, ".config")] : [];
}
