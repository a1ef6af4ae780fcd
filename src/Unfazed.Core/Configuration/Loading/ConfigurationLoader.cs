using System.Collections.Immutable;
using Unfazed.Core.Configuration.Schema;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Configuration.Loading;

/// <summary>Loads the configuration in force: defaults, the user's file, the project's, variables, options, each beating those before it.</summary>
public static class ConfigurationLoader
{
    /// <summary>Reads, merges and checks. Never throws for what files, variables or options hold: every mistake is in the result.</summary>
    public static LoadResult Load(ConfigurationRequest request)
    {
        var syntax = new List<ConfigurationError>();
        var files = new ConfigurationFiles(request, syntax);
        var trees = files.ReadAll();
        var context = new ReadContext
        {
            Catalog = request.Catalog,
            Root = request.Root,
            Dimensions = [.. Dimension.BuiltIn.Select(static dimension => dimension.Name), .. trees.SelectMany(OwnDimensions)],
        };

        // Each file by itself first: a mistake is one even where a stronger file takes its place.
        foreach (var tree in trees)
        {
            ConfigurationShape.File.TryRead(tree, context, out _);
        }

        var configuration = ReadOptions(ReadMerged(trees, context), request, context);
        ImmutableArray<ConfigurationError> errors = [.. syntax.Concat(context.Errors).OrderBy(Order)];
        return new LoadResult(errors.IsEmpty ? configuration : null, errors, files.Read);
    }

    private static UnfazedConfiguration ReadMerged(ImmutableArray<MappingNode> trees, ReadContext context)
    {
        var empty = new MappingNode([], SettingSource.Default);
        ConfigurationShape.File.TryRead(trees.Aggregate(empty, static (weak, strong) => weak.MergedWith(strong)), context, out var configuration);
        foreach (var check in configuration.Checks)
        {
            CheckRules.Check(check, context);
        }

        context.OwnChecks = [.. configuration.Checks.Where(static check => check.Keys.ContainsKey("run")).Select(static check => check.Name)];
        return configuration;
    }

    private static UnfazedConfiguration ReadOptions(UnfazedConfiguration configuration, ConfigurationRequest request, ReadContext context)
    {
        var options = new OptionSource(request.Options, request.Environment);
        foreach (var key in OptionKeys.All)
        {
            if (options.Find(key.Name) is { } text)
            {
                configuration = OptionKeys.Read(configuration, key, text, context);
            }
        }

        foreach (var later in OptionSource.Later)
        {
            if (options.Find(later) is { Value: not "0" } text)
            {
                context.Refuse(text.Source, "not supported by this version: leave it out");
            }
        }

        return configuration;
    }

    private static IEnumerable<string> OwnDimensions(MappingNode tree) => tree.Find("dimensions") is MappingNode dimensions
        ? dimensions.Entries.Select(static entry => entry.Key).Where(Dimension.IsValidName)
        : [];

    private static (SettingOrigin Origin, string Place, int Line, int Column) Order(ConfigurationError error) =>
        (error.Source.Origin, error.Source.Place ?? "", error.Source.Line, error.Source.Column);
}
