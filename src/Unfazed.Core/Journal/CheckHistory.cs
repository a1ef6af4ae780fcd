using System.Globalization;
using System.Text;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>How long each check took and how it ended, over the last runs of a repository: one short line each, appended in one write.</summary>
/// <remarks>A plain file and no database: it is read at every start, where opening a database would cost more than it tells.</remarks>
internal sealed class CheckHistory
{
    private const string FileName = "history.tsv";
    private const int Remembered = 5;
    private const long LargestFile = 1024 * 1024;
    private const int ReadAtMost = 128 * 1024;

    private readonly string? _path;
    private readonly Dictionary<string, List<TimeSpan>> _durations = new(StringComparer.Ordinal);

    private CheckHistory(string? path) => _path = path;

    /// <summary>Reads the newest part of the history. Never throws for what the file system does: what cannot be read is not known.</summary>
    /// <param name="home">The folder that holds it, in the state directory; null for none.</param>
    public static CheckHistory Read(string? home)
    {
        var history = new CheckHistory(home is null ? null : Path.Combine(home, FileName));
        foreach (var line in history.NewestLines())
        {
            history.Remember(line);
        }

        return history;
    }

    /// <summary>The median of the last durations of a check that came to its end; null when none is known.</summary>
    public TimeSpan? Expected(string name, string directory)
    {
        if (!_durations.TryGetValue(Key(name, directory), out var known))
        {
            return null;
        }

        var last = known.TakeLast(Remembered).Order().ToList();
        return last[last.Count / 2];
    }

    /// <summary>Adds the checks of a run that were started. Never throws for what the file system does.</summary>
    public void Add(string runId, IEnumerable<CheckResult> results)
    {
        var lines = new StringBuilder();
        foreach (var result in results.Where(IsWhole))
        {
            lines.Append(CultureInfo.InvariantCulture, $"{runId}\t{(long)result.Duration.TotalMilliseconds}\t{result.Status.WireName()}\t{Key(result.Name, result.Directory)}\n");
        }

        if (_path is null || lines.Length == 0)
        {
            return;
        }

        try
        {
            if (FileStatus.Of(_path).Type is not (FileType.Regular or FileType.Missing))
            {
                return;
            }

            Shorten(_path);
            using var file = new FileStream(_path, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
            file.Write(Encoding.UTF8.GetBytes(lines.ToString()));
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // The next run plans without it, which costs it a worse order and nothing else.
        }
    }

    // What ran for a few files alone, because the others were known, says nothing about the next run.
    private static bool IsWhole(CheckResult result) => result.Observation.Attempts > 0 && !result.Observation.Details.ContainsKey("cached_files");

    private static string Key(string name, string directory) => $"{Cell(name)}\t{Cell(directory)}";

    private static string Cell(string text) => text.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' ');

    private void Remember(string line)
    {
        var cells = line.Split('\t', 4);
        if (cells.Length < 4 || !long.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || milliseconds > TimeSpan.FromDays(1).TotalMilliseconds || cells[2] is not ("passed" or "failed"))
        {
            return;
        }

        if (!_durations.TryGetValue(cells[3], out var known))
        {
            _durations[cells[3]] = known = [];
        }

        known.Add(TimeSpan.FromMilliseconds(milliseconds));
    }

    private string[] NewestLines()
    {
        try
        {
            if (_path is null)
            {
                return [];
            }

            var text = Encoding.UTF8.GetString(Tail(_path, ReadAtMost));
            return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            return [];
        }
    }

    private static byte[] Tail(string path, int length)
    {
        using var file = RegularFile.OpenRead(path);
        file.Seek(-Math.Min(length, file.Length), SeekOrigin.End);
        var tail = new byte[Math.Min(length, file.Length)];
        var read = file.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false);
        return tail[..read];
    }

    private static void Shorten(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length <= LargestFile)
        {
            return;
        }

        var tail = Tail(path, ReadAtMost);
        var shorter = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllBytes(shorter, tail[(Array.IndexOf(tail, (byte)'\n') + 1)..]);
        File.Move(shorter, path, overwrite: true);
    }
}
