using System.Security.Cryptography;
using System.Text;

namespace Unfazed.Integrations.Prometheus;

/// <summary>A file for the node exporter's textfile collector, which may read it at any moment: it is replaced as a whole.</summary>
internal static class Textfile
{
    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes the metrics of a run.</summary>
    /// <param name="path">The file; or a folder, with <c>/</c> at its end, that gets one for each project and branch.</param>
    /// <param name="run">The run.</param>
    /// <param name="now">The time: what runs left there long ago is removed.</param>
    /// <param name="isPerCheck">Whether there are metrics for each check.</param>
    /// <returns>The file.</returns>
    /// <exception cref="IOException">It could not be written; what was there stays.</exception>
    public static string Write(string path, ToldRun run, DateTimeOffset now, bool isPerCheck = true)
    {
        var file = path.EndsWith('/') ? path + NameOf(run) : path;

        // The collector passes over what does not end in .prom.
        var made = Path.Combine(Path.GetDirectoryName(file)!, $".{Path.GetFileName(file)}.{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(made, Encoding.UTF8.GetBytes(RunMetrics.Write(run, isPerCheck)));
            if (!OperatingSystem.IsWindows())
            {
                // The collector is another user.
                File.SetUnixFileMode(made, Everybody);
            }

            File.Move(made, file, overwrite: true);
            TextfileRemains.Remove(path, now);
            return file;
        }
        finally
        {
            File.Delete(made);
        }
    }

    private static string NameOf(ToldRun run)
    {
        var shown = new string([.. run.Project.Take(40).Select(static character => char.IsAsciiLetterOrDigit(character) ? character : '_')]);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{run.Project}\0{run.Branch}")));
        return $"unfazed_{shown}_{digest[..8]}.prom";
    }
}
