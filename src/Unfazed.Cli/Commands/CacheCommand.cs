using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Caching;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Core.Reports;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Commands;

/// <summary><c>unfazed state cache</c>: where answers are kept, how many, and how to be rid of them.</summary>
internal sealed class CacheCommand(Host host, GivenOptions options)
{
    /// <exception cref="UsageException">There is no place for a cache, or it cannot be removed.</exception>
    public int List()
    {
        var folder = Folder();
        var (files, bytes) = Measure(folder);
        if (options.Format == "json")
        {
            JsonOutput.Write(host.Terminal.Output, json =>
            {
                json.WriteNumber("schema_version", JsonReport.SchemaVersion);
                json.WriteString("folder", folder);
                json.WriteNumber("files", files);
                json.WriteNumber("bytes", bytes);
                json.WriteNumber("most_bytes", CacheSweep.LargestSum);
            });
            return ExitCodes.Passed;
        }

        host.Terminal.Write(string.Create(CultureInfo.InvariantCulture, $"{TerminalText.CleanLine(folder)}\n{files} files, {Megabytes(bytes)} of at most {Megabytes(CacheSweep.LargestSum)}\n"));
        return ExitCodes.Passed;
    }

    /// <exception cref="UsageException">There is no place for a cache, or it cannot be removed.</exception>
    public async Task<int> CleanAsync(CancellationToken cancellationToken)
    {
        var folder = Folder();
        if (await ObjectionAsync(folder, cancellationToken).ConfigureAwait(false) is { } objection)
        {
            throw new UsageException($"nothing was removed: {objection}");
        }

        var store = new CacheStore(folder, host.Time).Folder;
        var (files, bytes) = Measure(folder);
        new CacheSweep(store, host.Time).Clear();
        RemoveToolCaches(Path.Combine(folder, CacheLayout.Tools));
        if (Measure(folder).Files > 0)
        {
            throw new UsageException($"some files in {Quoted.Of(store)} could not be removed: check its permissions, and whether a run is using it");
        }

        host.Say(string.Create(CultureInfo.InvariantCulture, $"unfazed: {files} files of the cache are gone, {Megabytes(bytes)}"));
        return ExitCodes.Passed;
    }

    private async Task<string?> ObjectionAsync(string folder, CancellationToken cancellationToken)
    {
        if (CacheLayout.Objection(folder) is { } objection)
        {
            return objection;
        }

        if (Array.Find([CacheLayout.Store, CacheLayout.Tools], name => PrivateFolder.IsLink(Path.Combine(folder, name))) is { } link)
        {
            return $"{Quoted.Of(Path.Combine(folder, link))} is a symbolic link; remove it by hand";
        }

        return Directory.Exists(folder) && await IsTrackedAsync(folder, cancellationToken).ConfigureAwait(false)
            ? $"git tracks files in {Quoted.Of(folder)}; remove them from the repository first"
            : null;
    }

    private Task<bool> IsTrackedAsync(string folder, CancellationToken cancellationToken) =>
        new GitRepository(new GitClient(new ProcessRunner(host.Environment, host.Time))).TracksBelowAsync(folder, cancellationToken);

    private static void RemoveToolCaches(string tools)
    {
        if (Directory.Exists(tools))
        {
            foreach (var folder in Directory.EnumerateDirectories(tools).Where(static path => HexName.Is(Path.GetFileName(path), RootState.KeyLength)).ToList())
            {
                PrivateFolder.TryDelete(folder);
            }

            PrivateFolder.TryDeleteEmpty(tools);
        }
    }

    private (int Files, long Bytes) Measure(string folder)
    {
        try
        {
            return new CacheSweep(new CacheStore(folder, host.Time).Folder, host.Time).Measure();
        }
        catch (Exception problem) when (PrivateFolder.IsUnusable(problem))
        {
            throw new UsageException($"the cache in {Quoted.Of(folder)} cannot be read: {problem.Message}");
        }
    }

    private string Folder() => CacheFolder.Of(host.Environment)
        ?? throw new UsageException("there is no place for a cache: set HOME, XDG_CACHE_HOME or UNFAZED_CACHE_DIR");

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0:0.0} MiB");
}
