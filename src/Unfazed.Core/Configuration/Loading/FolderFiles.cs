using System.Collections.Immutable;
using Unfazed.Core.Configuration.Schema;
using Unfazed.Core.Configuration.Syntax;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Configuration.Loading;

/// <summary>Reads the configuration files below the root.</summary>
/// <param name="request">Names them.</param>
/// <param name="content">Keeps what they hold.</param>
/// <param name="errors">Receives mistakes of their form.</param>
internal sealed class FolderFiles(ConfigurationRequest request, RepositoryContent content, List<ConfigurationError> errors)
{
    /// <summary>The trees by folder, the outer folders before those in them.</summary>
    public ImmutableArray<(string Folder, MappingNode Tree)> ReadAll()
    {
        var found = ImmutableArray.CreateBuilder<(string, MappingNode)>();
        foreach (var folder in request.FolderFiles.Order(StringComparer.Ordinal).GroupBy(static path => path[..path.LastIndexOf('/')], StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            var file = folder.OrderBy(static path => WorkspaceRoot.ConfigurationNames.IndexOf(path[(path.LastIndexOf('/') + 1)..])).ToList();
            foreach (var second in file.Skip(1))
            {
                errors.Add(new ConfigurationError(new SettingSource(SettingOrigin.ProjectFile, second), $"there is also {file[0]}: keep one of them"));
            }

            var path = Path.Combine(request.Root, file[0]);
            var node = ConfigFile.Read(path, new SettingSource(SettingOrigin.ProjectFile, file[0]), errors, bytes => content.Add(path, bytes));
            if (node is not (null or MappingNode))
            {
                errors.Add(new ConfigurationError(node.Source, "a configuration is a mapping such as \"checks: …\""));
            }

            if (node is MappingNode tree)
            {
                found.Add((folder.Key, tree));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Checks each by itself, and puts it under what is in force above it.</summary>
    /// <param name="trees">The trees by folder.</param>
    /// <param name="root">The merged tree of the root.</param>
    /// <param name="context">Receives mistakes.</param>
    /// <param name="finish">What follows on the files: options.</param>
    public ImmutableArray<FolderConfiguration> Apply(
        ImmutableArray<(string Folder, MappingNode Tree)> trees, MappingNode root, ReadContext context, Func<MappingNode, UnfazedConfiguration> finish)
    {
        var made = ImmutableArray.CreateBuilder<FolderConfiguration>();
        var above = new List<(string Folder, MappingNode Tree)> { ("", root) };
        foreach (var (folder, tree) in trees)
        {
            FolderShape.Read(tree, context.Below(Path.Combine(request.Root, folder)));
            var rebased = new FolderTree(folder).Rebase(FolderShape.Taken(tree));
            var own = FolderShape.Read(rebased, context.Silent());
            above.RemoveAll(outer => outer.Folder.Length > 0 && !folder.StartsWith(outer.Folder + "/", StringComparison.Ordinal));
            FolderCheckRules.Check(folder, rebased, above[^1].Tree, context);
            var merged = above[^1].Tree.MergedWith(rebased);
            above.Add((folder, merged));
            made.Add(new FolderConfiguration(folder, tree.Source.Place ?? folder, own, finish(merged)));
        }

        return made.ToImmutable();
    }
}
