using System.Collections.Immutable;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Core.Orchestration;

/// <summary>Turns what a run was narrowed to into files of the workspace.</summary>
internal static class FileSelections
{
    /// <summary>Files and folders that hold all that was selected and nothing else; null where the run is narrowed by neither.</summary>
    public static ImmutableArray<string>? Outline(RunSelection selection)
    {
        var given = selection.Paths?.Select(static path => path.TrimEnd('/')).ToHashSet(StringComparer.Ordinal);
        return selection.Changes is not { } changes
            ? given is null || given.Contains(".") ? null : [.. given.Order(StringComparer.Ordinal)]
            : [.. changes.Paths.Concat(changes.Gone).Where(path => given is null || PathsBelow.Holds(given, path)).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// What a comparison said that found nothing to look at: then there is nothing that could be wrong. Null for any other selection: an empty
    /// list of files may come from a program that failed, and a changed name that nobody can be given was looked at by nobody.
    /// </summary>
    public static string? Unchanged(WorkspaceSnapshot workspace, RunSelection selection) =>
        selection.Changes is { Since: not null, Notices.IsEmpty: true } && Of(workspace, selection.Paths, selection.Changes) is { IsEmpty: true } nothing ? nothing.WhenEmpty : null;

    /// <summary>The files in both, paths and changes; null where the run is narrowed by neither.</summary>
    public static FileSelection? Of(WorkspaceSnapshot workspace, ImmutableArray<string>? paths, ChangeSet? changes)
    {
        var given = paths is { } named && !named.Contains(".", StringComparer.Ordinal)
            ? named.Select(static path => path.TrimEnd('/')).ToHashSet(StringComparer.Ordinal)
            : null;
        if (changes is null)
        {
            return given is null ? null : new FileSelection(PathsBelow.Of(workspace, given));
        }

        ImmutableArray<string> Within(ImmutableArray<string> all) => given is null ? all : [.. all.Where(path => PathsBelow.Holds(given, path))];
        return new FileSelection(Within(changes.Paths))
        {
            Gone = Within(changes.Gone),
            PartiallyStaged = Within(changes.PartiallyStaged),
            Judged = given is null ? changes.Judged : changes.Judged.RemoveRange(changes.Judged.Keys.Where(path => !PathsBelow.Holds(given, path))),
            Carried = given is null ? changes.Carried : [.. changes.Carried.Where(blob => PathsBelow.Holds(given, blob.Path))],
            Changed = [.. changes.Paths, .. changes.Gone],
            Differing = changes.Differing,
            Limit = given,
            Commit = changes.Commit,
            Since = changes.Since,
            WhenEmpty = given is null || changes.IsEmpty ? changes.WhenEmpty : "nothing that changed is among the given paths",
        };
    }
}
