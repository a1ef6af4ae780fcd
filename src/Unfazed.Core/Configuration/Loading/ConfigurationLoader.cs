using System.Collections.Immutable;
using Unfazed.Core.Baselines;
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
        var content = new RepositoryContent(request.Root) { RepositoryTop = request.RepositoryTop };
        var files = new ConfigurationFiles(request, content, syntax);
        var trees = files.ReadAll();
        var below = new FolderFiles(request, content, syntax);
        var folders = below.ReadAll();
        var context = new ReadContext
        {
            Catalog = request.Catalog,
            Root = request.Root,
            Dimensions = [.. Dimension.BuiltIn.Select(static dimension => dimension.Name), .. trees.Concat(folders.Select(static folder => folder.Tree)).SelectMany(OwnDimensions)],
            OwnChecks = [.. trees.Concat(folders.Select(static folder => folder.Tree)).SelectMany(OwnChecks)],
        };

        // Each file by itself first: a mistake is one even where a stronger file takes its place.
        foreach (var tree in trees)
        {
            ConfigurationShape.File.TryRead(tree, context, out _);
        }

        var claims = RepositoryClaims.Weigh(trees, () => request.Trust?.Invoke(content) ?? TrustState.Untrusted);
        var root = claims.Trees.Aggregate(new MappingNode([], SettingSource.Default), static (weak, strong) => weak.MergedWith(strong));
        UnfazedConfiguration Finish(MappingNode merged) => ReadOptions(ReadMerged(merged, context), request, context) with { Trust = claims.Trust, Withheld = claims.Withheld };
        var configuration = WithFolders(Finish(root), below.Apply(folders, root, context, Finish)) with { Baseline = request.IsWithoutRepository ? null : ReadBaseline(request.Root, syntax) };
        ImmutableArray<ConfigurationError> errors = [.. syntax.Concat(context.Errors).Distinct().OrderBy(Order)];
        return new LoadResult(errors.IsEmpty ? configuration : null, errors, [.. files.Read, .. folders.Select(static folder => folder.Tree.Source.Place!)]) { Content = content };
    }

    /// <summary>The mistakes of a text that is to become a project's file.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="root">The root, absolute.</param>
    /// <param name="catalog">Known checks and rules.</param>
    internal static ImmutableArray<ConfigurationError> Examine(string text, string root, ConfigurationCatalog catalog)
    {
        var errors = new List<ConfigurationError>();
        try
        {
            if (YamlReader.Read(text, new SettingSource(SettingOrigin.ProjectFile, "unfazed.yaml"), errors) is MappingNode tree)
            {
                var context = new ReadContext
                {
                    Catalog = catalog,
                    Root = root,
                    Dimensions = [.. Dimension.BuiltIn.Select(static dimension => dimension.Name), .. OwnDimensions(tree)],
                    OwnChecks = [.. OwnChecks(tree)],
                };
                ReadMerged(tree, context);
                errors.AddRange(context.Errors);
            }
        }
        catch (ConfigSyntaxException problem)
        {
            errors.Add(new ConfigurationError(problem.Source, problem.Message));
        }

        return [.. errors];
    }

    private static Baseline? ReadBaseline(string root, List<ConfigurationError> errors)
    {
        var (baseline, problem, line) = BaselineReader.Read(root);
        if (problem is not null)
        {
            errors.Add(new ConfigurationError(new SettingSource(SettingOrigin.ProjectFile, Baseline.FileName, line, Math.Min(line, 1)), problem));
        }

        return baseline;
    }

    private static UnfazedConfiguration WithFolders(UnfazedConfiguration root, ImmutableArray<FolderConfiguration> folders) => root with
    {
        Folders = folders,
        Exclude = [.. root.Exclude, .. folders.SelectMany(static folder => folder.Own.Exclude)],
        Ignore = [.. root.Ignore, .. folders.SelectMany(static folder => folder.Own.Ignore)],
    };

    private static UnfazedConfiguration ReadMerged(MappingNode merged, ReadContext context)
    {
        ConfigurationShape.File.TryRead(merged, context, out var configuration);
        foreach (var check in configuration.Checks)
        {
            CheckRules.Check(check, context);
        }

        foreach (var (name, dimension) in configuration.Dimensions.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            DimensionRules.Check(name, dimension, context);
        }

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

        foreach (var key in ServiceKeys.Variables)
        {
            if (options.Find(key.Name) is { } text)
            {
                configuration = OptionKeys.Read(configuration, key, text, context);
            }
        }

        configuration = configuration with { Services = [.. configuration.Services.Select(ServiceAccessRules.KeepFromRepository)] };
        foreach (var service in configuration.Services)
        {
            ServiceRules.Check(service, context);
        }

        AgentKeys.Check(configuration, context);

        foreach (var later in OptionSource.Later)
        {
            if (options.Find(later) is { Value: not "0" } text)
            {
                context.Refuse(text.Source, "not supported by this version: leave it out");
            }
        }

        return configuration;
    }

    private static IEnumerable<string> OwnChecks(MappingNode tree) => tree.Find("checks") is MappingNode checks
        ? checks.Entries.Where(static entry => entry.Value is MappingNode settings && settings.Find("run") is not null).Select(static entry => entry.Key)
        : [];

    private static IEnumerable<string> OwnDimensions(MappingNode tree) => tree.Find("dimensions") is MappingNode dimensions
        ? dimensions.Entries.Select(static entry => entry.Key).Where(Dimension.IsValidName)
        : [];

    private static (SettingOrigin Origin, string Place, int Line, int Column) Order(ConfigurationError error) =>
        (error.Source.Origin, error.Source.Place ?? "", error.Source.Line, error.Source.Column);
}
