using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Own;

/// <summary>The files that a check of one's own is about.</summary>
internal sealed class OwnFiles(CheckSettings settings, DiscoveryContext context)
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
            // Beside a manifest it is about what lies there, elsewhere about whatever it likes.
            var isAway = settings.Each is not null && context.Selection is { } narrow &&
                !narrow.Paths.Concat(narrow.Gone).Any(path => RepositoryView.Contains(directory, RepositoryView.DirectoryOf(path)));
            return isAway ? [] : null;
        }

        var all = context.Workspace.Files.Where(file => file.Kind == WorkspaceFileKind.Regular && IsWanted(file.Path, directory))
            .Select(static file => file.Path).ToImmutableArray();
        var scope = settings.Scope?.Value ?? (takesFiles ? CheckScope.File : CheckScope.Project);
        if (context.Selection is { } selection)
        {
            var selected = selection.Paths.ToImmutableHashSet(StringComparer.Ordinal);
            var narrowed = all.RemoveAll(path => !selected.Contains(path));

            // One file of a project that changed, or went, is reason to look at all of them.
            var isTouched = !narrowed.IsEmpty || selection.Gone.Any(path => IsWanted(path, directory));
            all = scope == CheckScope.File || !isTouched ? narrowed : all;
        }

        return [.. all.Select(path => AsArgument(directory == "." ? path : path[(directory.Length + 1)..]))];
    }

    /// <summary>Those of its files whose staged content it does not see.</summary>
    public ImmutableArray<string> PartiallyStaged(string directory) =>
        [.. (context.Selection?.PartiallyStaged ?? []).Where(path => IsWanted(path, directory))];

    private static ImmutableArray<Glob> Globs(Setting<ImmutableArray<string>>? setting) => setting is null ? [] : [.. setting.Value.Value.Select(Glob.Parse)];

    private static string AsArgument(string path) => path.StartsWith('-') ? "./" + path : path;

    private bool IsWanted(string path, string directory) =>
        RepositoryView.Contains(directory, RepositoryView.DirectoryOf(path)) &&
        (settings.Files is null || _wanted.Any(glob => glob.IsMatch(path))) && !_unwanted.Any(glob => glob.IsMatch(path));
}
