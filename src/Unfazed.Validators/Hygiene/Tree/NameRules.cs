using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Repository;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene.Tree;

/// <summary>The rules about what files are, rather than what they hold: names, sizes, links, submodules.</summary>
/// <param name="scene">What they are applied to.</param>
/// <param name="asked">Which places findings are wanted at.</param>
internal sealed class NameRules(HygieneScene scene, AskedPaths asked)
{
    private readonly List<Finding> _findings = [];

    /// <summary>Finds what there is to be found.</summary>
    public IReadOnlyList<Finding> Find(CancellationToken cancellationToken)
    {
        if (scene.Switches.Has(RuleSet.CaseConflict))
        {
            var conflicts = new CaseConflicts(scene.Workspace.Files.Select(static file => file.Path)).Find();
            foreach (var (path, other) in conflicts.Where(conflict => IsOn(RuleSet.CaseConflict, conflict.Path)))
            {
                Add(HygieneRules.CaseConflict, Severity.Error, path, $"is the same name as {other} where case does not matter (Windows, macOS): rename one of them");
            }
        }

        foreach (var name in scene.Workspace.UnreadableNames)
        {
            AddIfOn(RuleSet.FileNames, HygieneRules.FileNames, Severity.Error, name, $"the name {name} is not UTF-8, and no check looks at it: rename it");
        }

        foreach (var file in scene.Workspace.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            See(file);
        }

        FindSubmodules();
        return _findings;
    }

    private bool IsOn(RuleSet rule, string path) => asked.Has(path) && IsRuleFor(rule, path);

    private bool IsRuleFor(RuleSet rule, string path) => (scene.Switches.For(path, scene.Facts.OriginOf(path)) & rule) != 0;

    private void See(WorkspaceFile file)
    {
        if (file.Kind == WorkspaceFileKind.SymbolicLink)
        {
            SeeLink(file.Path);
        }
        else if (file.Kind == WorkspaceFileKind.Regular)
        {
            if (file.Stamp.Size > scene.Switches.LargestFile && IsOn(RuleSet.LargeFiles, file.Path))
            {
                SeeLargeFile(file);
            }

            if (scene.Facts.HasSymlinks && DestroyedLinks.Was(file, scene) && IsOn(RuleSet.DestroyedSymlinks, file.Path))
            {
                Add(HygieneRules.DestroyedSymlinks, Severity.Error, file.Path, "was a symbolic link, and became a file that holds its path: make it a link again (git checkout HEAD -- FILE)");
            }
        }
    }

    private void SeeLink(string path)
    {
        var full = scene.Workspace.FullPath(path);
        var target = LinkTargets.Of(full);
        if (target is null)
        {
            return;
        }

        if (LinkTargets.Resolve(full) is not { } real)
        {
            SeeBrokenLink(path, full, target);
        }
        else if (WorkspacePath.Relative(scene.Workspace.Root, real) is not { } place)
        {
            AddIfOn(RuleSet.OutsideSymlinks, HygieneRules.OutsideSymlinks, Severity.Warning, path, $"a symbolic link that leaves the root: {Shown(target)}");
        }
        else if (asked.TakesAway(place) && asked.LosesTarget(path, place) && IsRuleFor(RuleSet.Symlinks, path))
        {
            Add(HygieneRules.Symlinks, Severity.Error, path, $"a symbolic link to a file that the change removes: {Shown(target)}");
        }
        else if (Path.IsPathRooted(target))
        {
            AddIfOn(RuleSet.OutsideSymlinks, HygieneRules.OutsideSymlinks, Severity.Warning, path, $"an absolute symbolic link, which leads elsewhere in any other clone: {Shown(target)}");
        }
    }

    private void SeeBrokenLink(string path, string full, string target)
    {
        // Of a sparse checkout and a submodule the index knows more than the working tree, unless the change itself takes the target away.
        var isLost = asked.LosesTarget(path, LinkTargets.Missing(scene.Workspace.Root, full)) && IsRuleFor(RuleSet.Symlinks, path);
        if (isLost || (IsOn(RuleSet.Symlinks, path) && !(LinkTargets.PathInRoot(path, target) is { } inRoot && scene.Facts.IsTracked(inRoot))))
        {
            Add(HygieneRules.Symlinks, Severity.Error, path, $"a symbolic link whose target does not exist: {Shown(target)}");
        }
    }

    private void SeeLargeFile(WorkspaceFile file)
    {
        if (scene.Facts.Marks.TryGetValue(file.Path, out var marks) && marks.IsLargeStorage)
        {
            return;
        }

        var isNew = scene.Facts.IsNew(file.Path);
        var kilobytes = (file.Stamp.Size + 1023) / 1024;
        Add(
            HygieneRules.LargeFiles, isNew || scene.Switches.EnforcesSizeOfAll ? Severity.Error : Severity.Note, file.Path,
            string.Create(CultureInfo.InvariantCulture, $"{(isNew ? "a new file" : "a file")} of {kilobytes} kB, more than {scene.Switches.LargestFile / 1024} kB"));
    }

    private void FindSubmodules()
    {
        if (!scene.Switches.Has(RuleSet.NewSubmodules))
        {
            return;
        }

        var added = scene.Facts.Staged is { } staged
            ? staged.Where(static change => change.Value is { NewMode: RepositoryFacts.SubmoduleMode, OldMode: not RepositoryFacts.SubmoduleMode }).Select(static change => change.Key)
            : scene.Facts.Index.Where(static entry => entry.Value.Mode == RepositoryFacts.SubmoduleMode).Select(static entry => entry.Key);
        foreach (var path in added.Order(StringComparer.Ordinal))
        {
            AddIfOn(RuleSet.NewSubmodules, HygieneRules.NewSubmodules, Severity.Error, path, "a new submodule: this repository takes none");
        }
    }

    private void AddIfOn(RuleSet rule, string name, Severity severity, string path, string message)
    {
        if (IsOn(rule, path))
        {
            Add(name, severity, path, message);
        }
    }

    private void Add(string rule, Severity severity, string path, string message)
    {
        var findings = new FileFindings(HygieneExaminer.Name, path);
        findings.Add(rule, severity, message);
        _findings.AddRange(findings.Found);
    }

    private static string Shown(string target) => PrintableName.Of(target.Length > 100 ? target[..100] + "…" : target);
}
