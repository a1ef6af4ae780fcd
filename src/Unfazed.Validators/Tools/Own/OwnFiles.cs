using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Own;

/// <summary>The files that a custom check is about.</summary>
/// <param name="settings">Its settings.</param>
/// <param name="concern">The folder whose files alone it is about where it names none; null: it is about whatever it likes.</param>
/// <param name="context">The files of the repository, and those selected.</param>
internal sealed class OwnFiles(CheckSettings settings, string? concern, DiscoveryContext context)
{
    private readonly ImmutableArray<Glob> _wanted = Globs(settings.Files);
    private readonly ImmutableArray<Glob> _unwanted = Globs(settings.Exclude);

    /// <summary>
    /// Those below a directory, relative to it and as they are passed; null where it runs whatever the files are: it names none, neither by
    /// <c>files</c> nor by <c>{files}</c>. Empty: there is nothing to do.
    /// </summary>
    public ImmutableArray<string>? Below(string directory)
    {
        var takesFiles = settings.Run!.Value.Value.Contains(CommandWords.Files);
        if (!takesFiles && settings.Files is null)
        {
            // Beside a manifest, or below a configuration that defines it, it is about what lies there.
            var isAway = concern is not null && context.Selection is { } narrow &&
                !narrow.Paths.Concat(narrow.Gone).Any(path => RepositoryView.Contains(concern, RepositoryView.DirectoryOf(path)));
            return isAway ? [] : null;
        }

        var all = All(directory);
        var scope = settings.Scope?.Value ?? (takesFiles ? CheckScope.File : CheckScope.Project);
        if (context.Selection is { } selection)
        {
            var selected = selection.Paths.ToImmutableHashSet(StringComparer.Ordinal);
            var narrowed = all.RemoveAll(path => !selected.Contains(path));

            // One file of a project that changed, or went, is reason to look at all of them.
            var isTouched = !narrowed.IsEmpty || selection.Gone.Any(path => IsWanted(path, directory));
            all = selection.HasChanged(path => Configures(path, directory)) ? all.RemoveAll(path => !selection.Admits(path))
                : scope == CheckScope.File || !isTouched ? narrowed : all;
        }

        return Arguments(all, directory);
    }

    /// <summary>Those that were selected, relative to the directory: the only ones that may be rewritten. All of them in a whole run.</summary>
    public ImmutableArray<string> Selected(string directory)
    {
        var selected = context.Selection?.Paths.ToHashSet(StringComparer.Ordinal);
        return Arguments(All(directory).RemoveAll(path => selected?.Contains(path) == false), directory);
    }

    /// <summary>Those of its files, and of the files that configure it, whose staged content it does not see.</summary>
    /// <param name="directory">Where it runs.</param>
    /// <param name="runs">Whether it has something to look at: else its configuration decides nothing.</param>
    public ImmutableArray<string> PartiallyStaged(string directory, bool runs) => context.Selection is not { } selection ? [] :
    [
        .. selection.PartiallyStaged.Where(path => IsWanted(path, directory))
            .Union(selection.Differing.Where(path => runs && Configures(path, directory) && !IsPrivate(path)), StringComparer.Ordinal),
    ];

    private ImmutableArray<string> All(string directory) =>
    [
        .. context.Workspace.Files.Where(file => file.Kind == WorkspaceFileKind.Regular && IsWanted(file.Path, directory)).Select(static file => file.Path),
    ];

    private static ImmutableArray<string> Arguments(ImmutableArray<string> paths, string directory) =>
        [.. paths.Select(path => AsArgument(directory == "." ? path : path[(directory.Length + 1)..]))];

    // Our own configuration, the scripts and files that the command names, and what "inputs" names.
    private bool Configures(string path, string directory) => ProjectConfigurationFiles.Configures(path, directory)
        || settings.Run!.Value.Value.Any(word => RepositoryView.Join(directory, RepositoryView.Normalize(word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..])) == path)
        || (settings.Inputs?.Value ?? []).Any(pattern => Glob.Parse(pattern).IsMatch(path));

    // An unfazed.yaml that git does not track is its user's alone, and says what to run for them.
    private bool IsPrivate(string path) => ProjectConfigurationFiles.Configures(path, ".") && context.Workspace.Untracked.Contains(path);

    private static ImmutableArray<Glob> Globs(Setting<ImmutableArray<string>>? setting) => setting is null ? [] : [.. setting.Value.Value.Select(Glob.Parse)];

    private static string AsArgument(string path) => path.StartsWith('-') ? "./" + path : path;

    private bool IsWanted(string path, string directory) =>
        RepositoryView.Contains(directory, RepositoryView.DirectoryOf(path)) &&
        (settings.Files is null || _wanted.Any(glob => glob.IsMatch(path))) && !_unwanted.Any(glob => glob.IsMatch(path));
}
