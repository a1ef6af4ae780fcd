using System.Text;
using System.Text.RegularExpressions;

namespace Unfazed.Integrations.Prometheus;

/// <summary>What runs leave beside the textfile for good: the file of a branch that is gone, and the half-written one of a run that was killed.</summary>
internal static partial class TextfileRemains
{
    /// <summary>How long a branch's file stays after its last run: as long as the alert on missing runs looks back.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(30);

    // No run writes one for so long.
    private static readonly TimeSpan MaxUnfinishedAge = TimeSpan.FromHours(1);

    /// <summary>Removes them. What cannot be removed stays: it is no reason to lose this run's metrics.</summary>
    /// <param name="path">The file, or the folder with <c>/</c> at its end, as configured.</param>
    /// <param name="now">The time.</param>
    public static void Remove(string path, DateTimeOffset now)
    {
        var folder = Path.GetDirectoryName(path)!;
        var isFolder = path.EndsWith('/');
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder))
            {
                var name = Path.GetFileName(file);
                var isOurs = Unfinished().Match(name) is { Success: true } unfinished
                    ? IsOlder(file, now - MaxUnfinishedAge) && (isFolder ? OfBranch().IsMatch(unfinished.Groups["file"].Value) : unfinished.Groups["file"].Value == Path.GetFileName(path))
                    : isFolder && OfBranch().IsMatch(name) && IsOlder(file, now - MaxAge) && BeginsAsOurs(file);
                if (isOurs)
                {
                    File.Delete(file);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another user's, or removed by another run at the same time.
        }
    }

    private static bool IsOlder(string file, DateTimeOffset time) => File.GetLastWriteTimeUtc(file) < time.UtcDateTime;

    private static bool BeginsAsOurs(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var begin = new byte["# HELP unfazed_".Length];
        return stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && Encoding.ASCII.GetString(begin) == "# HELP unfazed_";
    }

    [GeneratedRegex(@"^\.(?<file>.+)\.[0-9a-f]{32}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^unfazed_[A-Za-z0-9_]{0,40}_[0-9a-f]{8}\.prom$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfBranch();
}
