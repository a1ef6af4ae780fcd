using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Caching;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Reports;

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
    public int Clean()
    {
        var folder = Folder();
        var own = new CacheStore(folder, host.Time).Folder;
        var (files, bytes) = Measure(folder);
        if (PrivateFolder.IsLink(own))
        {
            throw new UsageException($"{Quoted.Of(own)} is a symbolic link: remove it by hand");
        }

        PrivateFolder.TryDelete(own);
        PrivateFolder.TryDelete(Path.Combine(folder, "tools"));
        if (Directory.Exists(own))
        {
            throw new UsageException($"{Quoted.Of(own)} could not be removed: see to its permissions, or to who is using it");
        }

        host.Say(string.Create(CultureInfo.InvariantCulture, $"unfazed: {files} files of the cache are gone, {Megabytes(bytes)}"));
        return ExitCodes.Passed;
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
