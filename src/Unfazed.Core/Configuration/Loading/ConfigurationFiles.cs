using System.Collections.Immutable;
using Unfazed.Core.Configuration.Syntax;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Configuration.Loading;

/// <summary>Finds the files of a configuration and reads them into trees, the weakest first.</summary>
internal sealed class ConfigurationFiles(ConfigurationRequest request, RepositoryContent content, List<ConfigurationError> errors)
{
    private readonly ExtendedFiles _files = new(request.Root, content, errors);

    /// <summary>What was read so far.</summary>
    public ImmutableArray<string> Read => _files.Read;

    /// <summary>The trees of all files that hold something, those that a file extends before it.</summary>
    public ImmutableArray<MappingNode> ReadAll()
    {
        foreach (var (path, source) in Find())
        {
            var full = Path.GetFullPath(path);
            content.Main = source.Origin == SettingOrigin.ProjectFile ? content.NameOf(full) : content.Main;
            _files.Add(full, source);
        }

        return _files.Trees;
    }

    private IEnumerable<(string Path, SettingSource Source)> Find()
    {
        if (request.BaseFile is { } own)
        {
            var path = Path.GetFullPath(own, request.Environment.Directory);
            yield return (path, new SettingSource(SettingOrigin.UserFile, path));
        }

        if (UserFile(request.Environment) is { } user && Exists(user))
        {
            yield return (user, new SettingSource(SettingOrigin.UserFile, user));
        }

        if (request.IsWithoutRepository)
        {
            yield break;
        }

        if (request.File is { } file)
        {
            yield return (Path.Combine(request.Environment.Directory, file), new SettingSource(SettingOrigin.ProjectFile, file));
            yield break;
        }

        var found = WorkspaceRoot.ConfigurationNames.Where(name => Exists(Path.Combine(request.Root, name))).ToList();
        foreach (var second in found.Skip(1))
        {
            errors.Add(new ConfigurationError(new SettingSource(SettingOrigin.ProjectFile, second), $"there is also {found[0]}: keep one of them"));
        }

        foreach (var name in found)
        {
            yield return (Path.Combine(request.Root, name), new SettingSource(SettingOrigin.ProjectFile, name));
        }
    }

    // The XDG base directory specification (0.8) says to ignore a path that is not absolute.
    private static string? UserFile(ProcessEnvironment environment)
    {
        var xdg = environment.Get("XDG_CONFIG_HOME");
        if (xdg is not null && Path.IsPathFullyQualified(xdg))
        {
            return Path.Combine(xdg, "unfazed", "unfazed.yaml");
        }

        return environment.Get("HOME") is { } home && Path.IsPathFullyQualified(home) ? Path.Combine(home, ".config", "unfazed", "unfazed.yaml") : null;
    }

    // A folder or a link to nowhere by this name is a mistake to report, not an absent file.
    private static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;
}
