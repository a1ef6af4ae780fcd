using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Configuration;

/// <summary>A root, a home and variables, from which a configuration is loaded.</summary>
internal sealed class LoadedFolder : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public static ConfigurationCatalog Catalog { get; } = new()
    {
        Checks = [new("flake8"), new("mypy"), new("eslint"), new("pylint"), new("hygiene", IsTool: false), new("secrets", IsTool: false)],
        HygieneRules = ["check-json", "trailing-whitespace"],
    };

    public LoadedFolder()
    {
        _folder.MakeFolder("root");
        Variables["HOME"] = _folder["home"];
    }

    public string Root => _folder["root"];

    public string? File { get; init; }

    public Dictionary<string, string> Variables { get; } = [];

    public List<OptionText> Options { get; } = [];

    public string Write(string relative, string content) => _folder.Write("root/" + relative, content);

    public string WriteUser(string content) => _folder.Write("home/.config/unfazed/unfazed.yaml", content);

    public LoadResult Load(params string[] below) => Load(null, below);

    public LoadResult Load(Func<RepositoryContent, TrustState>? trust, params string[] below) => ConfigurationLoader.Load(new ConfigurationRequest
    {
        Trust = trust,
        Root = Root,
        FolderFiles = [.. below],
        File = File,
        Environment = new ProcessEnvironment(Variables.ToImmutableDictionary(), Root),
        Options = [.. Options],
        Catalog = Catalog,
    });

    /// <summary>The configuration; a failed test with every error when there is none.</summary>
    public UnfazedConfiguration LoadRight()
    {
        var result = Load();
        Assert.True(result.Configuration is not null, string.Join('\n', result.Errors));
        return result.Configuration!;
    }

    public ImmutableArray<string> LoadErrors() => [.. Load().Errors.Select(static error => error.ToString())];

    public static UnfazedConfiguration Right(string yaml)
    {
        using var folder = new LoadedFolder();
        folder.Write("unfazed.yaml", yaml);
        return folder.LoadRight();
    }

    public static ImmutableArray<string> Errors(string yaml)
    {
        using var folder = new LoadedFolder();
        folder.Write("unfazed.yaml", yaml);
        return folder.LoadErrors();
    }

    public void Dispose() => _folder.Dispose();
}
