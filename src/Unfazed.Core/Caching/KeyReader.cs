using System.Collections.Concurrent;
using System.Collections.Immutable;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Caching;

/// <summary>Makes the keys of the checks of a run. Lists of files that several checks depend on are made once.</summary>
internal sealed class KeyReader(KeyScene scene)
{
    private static readonly Func<string, bool> Everything = static _ => true;

    private readonly ConcurrentDictionary<Func<string, bool>, Lazy<Task<(ImmutableArray<WorkspaceFile> Files, InputList? Inputs, string? Unreadable)>>> _lists = new();

    /// <summary>Makes a key.</summary>
    /// <exception cref="WorkspaceException">git gives no answer.</exception>
    public async Task<KeyReading> ReadAsync(CheckCaching caching, CancellationToken cancellationToken)
    {
        var isWhole = caching is { DependsOn: null, Inputs.IsEmpty: true };
        if (isWhole && !scene.Workspace.UnreadableFolders.IsEmpty)
        {
            return KeyReading.None($"the folder {scene.Workspace.UnreadableFolders[0]} cannot be read");
        }

        if (isWhole && !scene.Workspace.UnreadableNames.IsEmpty)
        {
            return KeyReading.None($"{scene.Workspace.UnreadableNames[0]} has a name that is not UTF-8, and what it holds cannot be told");
        }

        if (isWhole && scene.Workspace.HasUnseen)
        {
            return KeyReading.None("outside of a git repository nobody looks at the files that exclude names, and a tool may");
        }

        var surroundings = caching.Look is null ? Task.FromResult(new Surroundings([])) : caching.Look(scene, cancellationToken);
        var (files, inputs, unreadable) = await ListAsync(caching.DependsOn ?? Everything, cancellationToken).ConfigureAwait(false);
        var around = await surroundings.ConfigureAwait(false);
        if ((around.Unknown ?? unreadable) is { } unknown)
        {
            return KeyReading.None(unknown);
        }

        var reading = new KeyReading { Key = new CacheKey(CacheKey.Named([.. caching.Parts, .. around.Parts]), inputs!), Version = around.Version, Files = files, Around = around.Parts };
        return caching.Inputs.IsEmpty ? reading : await WithExtrasAsync(reading, caching, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The files of the workspace that a check may depend on.</summary>
    public static IEnumerable<WorkspaceFile> FilesOf(WorkspaceSnapshot workspace) => workspace.Excluded.IsEmpty
        ? workspace.Files
        : workspace.Files.Concat(workspace.Excluded).OrderBy(static file => file.Path, StringComparer.Ordinal);

    private async Task<KeyReading> WithExtrasAsync(KeyReading reading, CheckCaching caching, CancellationToken cancellationToken)
    {
        var known = reading.Files.Select(static file => file.Path).ToHashSet(StringComparer.Ordinal);
        var found = ExtraInputs.Find(scene.Workspace, caching.Inputs);
        if (found.Unknown is { } unknown)
        {
            return KeyReading.None(unknown);
        }

        ImmutableArray<WorkspaceFile> extras = [.. found.Files.Where(file => !known.Contains(file.Path))];
        var digests = await scene.Digests.OfAsync(extras, cancellationToken).ConfigureAwait(false);
        if (Array.FindIndex(digests, static digest => digest is null) is >= 0 and var unread)
        {
            return KeyReading.None($"{extras[unread].Path} cannot be read, or changes");
        }

        var entries = extras.Zip(digests, static (file, digest) => KeyValuePair.Create(file.Path, digest!)).ToList();
        return reading with { Key = With(reading.Key!, entries, caching), Files = [.. reading.Files, .. extras], Extras = extras };
    }

    // File by file, they decide about each.
    private static CacheKey With(CacheKey key, List<KeyValuePair<string, string>> extras, CheckCaching caching) => caching.ByFile is not null
        ? key with { Parts = [.. key.Parts, .. extras.Select(static extra => new KeyPart(KeyPartKind.Configuration, extra.Key, extra.Value))] }
        : key with { Inputs = new InputList([.. key.Inputs.Entries.Concat(extras).OrderBy(static entry => entry.Key, StringComparer.Ordinal)]) };

    private Task<(ImmutableArray<WorkspaceFile> Files, InputList? Inputs, string? Unreadable)> ListAsync(Func<string, bool> which, CancellationToken cancellationToken) =>
        _lists.GetOrAdd(which, static (which, state) => new(() => state.Self.MakeAsync(which, state.Token)), (Self: this, Token: cancellationToken)).Value;

    private async Task<(ImmutableArray<WorkspaceFile> Files, InputList? Inputs, string? Unreadable)> MakeAsync(Func<string, bool> which, CancellationToken cancellationToken)
    {
        ImmutableArray<WorkspaceFile> files = [.. FilesOf(scene.Workspace).Where(file => which(file.Path))];
        var digests = await scene.Digests.OfAsync(files, cancellationToken).ConfigureAwait(false);
        return Array.FindIndex(digests, static digest => digest is null) is >= 0 and var unread
            ? (files, null, $"{files[unread].Path} cannot be read, or changes")
            : (files, new InputList([.. files.Zip(digests, static (file, digest) => KeyValuePair.Create(file.Path, digest!))]), null);
    }
}
