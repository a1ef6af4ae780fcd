using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Own;

namespace Unfazed.Validators.Tools;

/// <summary>External programs: the tools of the catalogue that a repository expects, and the checks of its own.</summary>
public sealed class ToolCheckSource : ICheckSource
{
    private readonly ImmutableArray<Tool> _tools;

    /// <summary>A source of every known tool.</summary>
    public ToolCheckSource()
        : this(ToolCatalog.All)
    {
    }

    internal ToolCheckSource(ImmutableArray<Tool> tools) => _tools = tools;

    /// <inheritdoc/>
    public ImmutableArray<KnownCheck> Known => [.. _tools.Select(static tool => new KnownCheck(tool.Name, tool.Dimension))];

    /// <inheritdoc/>
    public ConfigurationCatalog Catalog => new() { Checks = [.. _tools.Select(static tool => new CatalogCheck(tool.Name))] };

    /// <inheritdoc/>
    public CheckDiscovery Discover(DiscoveryContext context)
    {
        var repository = new RepositoryView(context.Workspace);
        var finder = new ToolFinder(context.Workspace.Root, context.Environment);
        var expectations = new ToolDetection(repository, context.Configuration).Detect(_tools);
        var factory = new ToolCheckFactory(repository, finder, context);
        var suggestions = context.Configuration.Detect.Value ? Suggestions.For(_tools, expectations, repository, finder, context.Configuration).AddRange(BuildSuggestions.For(repository, context.Configuration)) : [];
        return new CheckDiscovery([.. expectations.Select(factory.Create), .. new OwnChecks(context, finder).All()], suggestions);
    }
}
