using System.Collections.Immutable;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Caching;

/// <summary>Looks again, after a check has run, at everything that its key is made of: an answer to a question that moved is nobody's answer.</summary>
/// <remarks>One look at the files serves every check that had ended before it began.</remarks>
internal sealed class InputRecheck(KeyScene scene)
{
    private readonly Lock _gate = new();
    private Task<ImmutableArray<string>> _current = Task.FromResult(ImmutableArray<string>.Empty);
    private Task<ImmutableArray<string>>? _next;

    /// <summary>The files that are not what they were when the key was made; null when anything else of it moved.</summary>
    public async Task<ImmutableHashSet<string>?> MovedAsync(CheckCaching caching, KeyReading reading, CancellationToken cancellationToken)
    {
        var around = caching.Look is null ? new Surroundings([]) : await caching.Look(scene, cancellationToken).ConfigureAwait(false);
        if (around.Unknown is not null || !reading.Around.SequenceEqual(around.Parts))
        {
            return null;
        }

        var known = Digests(reading.Key!);
        var extras = reading.Extras.ToHashSet();
        var found = ExtraInputs.Find(scene.Workspace, caching.Inputs);
        if (found.Unknown is not null || !found.Files.Where(extra => extras.Contains(extra) || !known.ContainsKey(extra.Path)).SequenceEqual(reading.Extras))
        {
            return null;
        }

        var result = (await LookAsync(cancellationToken).ConfigureAwait(false))
            .Where(path => known.ContainsKey(path) || caching.DependsOn?.Invoke(path) != false || caching.IsConfiguration?.Invoke(path) == true)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var file in Doubtful(reading, known).Where(file => !result.Contains(file.Path)))
        {
            if (await scene.Digests.AgainAsync(file, cancellationToken).ConfigureAwait(false) != known[file.Path])
            {
                result.Add(file.Path);
            }
        }

        return [.. result];
    }

    // A file may be both, what is looked at and what configures.
    private static Dictionary<string, string> Digests(CacheKey key)
    {
        var digests = key.Parts.Where(static part => part.Kind == KeyPartKind.Configuration).ToDictionary(static part => part.Name, static part => part.Value, StringComparer.Ordinal);
        foreach (var (path, digest) in key.Inputs.Entries)
        {
            digests[path] = digest;
        }

        return digests;
    }

    private IEnumerable<WorkspaceFile> Doubtful(KeyReading reading, Dictionary<string, string> known) => reading.Files
        .Concat(reading.Key!.Parts.Where(static part => part.Kind == KeyPartKind.Configuration).Select(part => scene.Workspace.Find(part.Name)).OfType<WorkspaceFile>())
        .Where(file => IsDoubtful(file) && known.ContainsKey(file.Path));

    // Of a folder the stamp says nothing about what is in it, of a link nothing about where it leads.
    private bool IsDoubtful(WorkspaceFile file) => file.Kind != WorkspaceFileKind.Regular || scene.Digests.MayHideAnEdit(file);

    private Task<ImmutableArray<string>> LookAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // The look that is under way began before this check had ended.
            return _next ??= NextAsync(_current, cancellationToken);
        }
    }

    private async Task<ImmutableArray<string>> NextAsync(Task<ImmutableArray<string>> before, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await before.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        Task<ImmutableArray<string>> look;
        lock (_gate)
        {
            _next = null;
            _current = look = scene.Workspace.FindMovedFilesAsync(cancellationToken);
        }

        return await look.ConfigureAwait(false);
    }
}
