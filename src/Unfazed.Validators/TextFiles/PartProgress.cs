using System.Collections.Immutable;
using Unfazed.Core;

namespace Unfazed.Validators.TextFiles;

/// <summary>How far one part of a scan has come. Safe for several threads.</summary>
internal sealed class PartProgress
{
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<Finding> _findings = [];
    private readonly List<string> _unreadable = [];
    private readonly List<string> _deleted = [];
    private int _cursor = -1;
    private int _left;
    private int _texts;

    public PartProgress(int files)
    {
        _left = files;
        if (files == 0)
        {
            _completed.SetResult();
        }
    }

    /// <summary>Ends when the last file was looked at.</summary>
    public Task Completed => _completed.Task;

    /// <summary>The place of the next file of the scan that this part's threads should come to.</summary>
    public int NextFile() => Interlocked.Increment(ref _cursor);

    /// <summary>A file was looked at.</summary>
    public void Add(bool isText, IReadOnlyList<Finding> findings)
    {
        lock (_gate)
        {
            _texts += isText ? 1 : 0;
            _findings.AddRange(findings);
            CountDown();
        }
    }

    /// <summary>A file could not be read.</summary>
    public void AddUnreadable(string path)
    {
        lock (_gate)
        {
            _unreadable.Add(path);
            CountDown();
        }
    }

    /// <summary>A file was deleted after it was listed.</summary>
    public void AddDeleted(string path)
    {
        lock (_gate)
        {
            _deleted.Add(path);
            CountDown();
        }
    }

    /// <summary>There will be no answer.</summary>
    public void Fail(Exception defect) => _completed.TrySetException(defect);

    /// <summary>What there is now.</summary>
    public ScanResult Result()
    {
        lock (_gate)
        {
            return new ScanResult(_texts, [.. _findings], [.. _unreadable.Order(StringComparer.Ordinal)], [.. _deleted.Order(StringComparer.Ordinal)]);
        }
    }

    private void CountDown()
    {
        if (--_left == 0)
        {
            _completed.TrySetResult();
        }
    }
}

/// <summary>What a part of a scan saw.</summary>
/// <param name="TextFiles">How many text files it looked at.</param>
/// <param name="Findings">In no order.</param>
/// <param name="Unreadable">Folders and files that could not be read, each in ordinal order.</param>
/// <param name="Deleted">Files that were deleted after they were listed, in ordinal order.</param>
internal sealed record ScanResult(int TextFiles, ImmutableArray<Finding> Findings, ImmutableArray<string> Unreadable, ImmutableArray<string> Deleted)
{
    /// <summary>Says which files were left out although they were asked for; empty where there are none.</summary>
    public string LeftOut { get; init; } = "";
}
