namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Lines of a line-based format that are none of its records. A file's name may hold line breaks, so the last of them may be the
/// beginning of the next record's path; the first of them says what there was instead when no record came at all.
/// </summary>
internal sealed class StrayLines
{
    private const int MostJoined = 8;

    private readonly Queue<string> _last = new();
    private string? _first;

    /// <summary>The first of them that says that something went wrong; null when none does.</summary>
    public string? Alarm { get; private set; }

    /// <summary>Takes a line that is no record.</summary>
    public void Add(string line)
    {
        if (line.Trim().Length > 0)
        {
            _first ??= line;
            Alarm ??= UnaccountedLines.IsAlarm(line) ? line : null;
        }

        _last.Enqueue(line);
        if (_last.Count > MostJoined)
        {
            _last.Dequeue();
        }
    }

    /// <summary>The path of a record: with the fewest lines before it that make it one of a file that exists, else as it is.</summary>
    /// <param name="path">The path as the record has it.</param>
    /// <param name="paths">Tells whether a file exists.</param>
    /// <param name="keepsOthers">Whether the lines stay when they make no path: the record may turn out to be none.</param>
    public string JoinedTo(string path, FindingPaths paths, bool keepsOthers = false)
    {
        if (_last.Count == 0)
        {
            return path;
        }

        var before = _last.ToArray();
        if (!keepsOthers)
        {
            _last.Clear();
        }

        var joined = path;
        for (var index = before.Length - 1; index >= 0 && !paths.Exists(paths.Resolve(joined)); index--)
        {
            joined = before[index] + "\n" + joined;
        }

        if (!paths.Exists(paths.Resolve(joined)))
        {
            return path;
        }

        _last.Clear();
        return joined;
    }

    /// <summary>What was there instead of the format; null when nothing was.</summary>
    public string? Describe() => _first is null ? null : $"it printed \"{OutputTail.Shorten(_first, 120)}\"";
}
