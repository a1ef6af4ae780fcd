using System.Globalization;

namespace Unfazed.Core.Processes;

/// <summary>The process of a run, named for good: whoever reads it later knows whether that process still lives.</summary>
/// <param name="Process">Its pid and start time.</param>
/// <param name="Boot">The boot's id.</param>
/// <param name="PidNamespace">The namespace in which the pid counts.</param>
internal sealed record RunOwner(ProcessKey Process, string Boot, string PidNamespace)
{
    /// <summary>The folder of the control group of its children; null where it has none.</summary>
    public string? ControlGroup { get; init; }

    /// <summary>Whether it ended, in this boot and this pid namespace. What cannot be known is no end.</summary>
    public bool IsDead => IsHere && (ProcessTable.Read(Process.Id) is not { IsDead: false } entry || entry.Key != Process);

    /// <summary>Whether it ended, or was killed and is being taken down, which can take a moment: it writes nothing any more.</summary>
    public bool IsEnding => IsDead || (IsHere && (ProcessTable.Read(Process.Id) is not { IsExiting: false } || ProcessTable.IsKilled(Process.Id)));

    private bool IsHere => Boot == CheckMarker.Ours.Boot && PidNamespace == CheckMarker.Ours.PidNamespace;

    /// <summary>The process that a name of <see cref="Name"/> stands for; null when it is none.</summary>
    public static RunOwner? Parse(string name) =>
        name.Split('.') is [var id, var ticks, var boot, var names]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
        && ulong.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? new RunOwner(new ProcessKey(pid, start), boot, names)
            : null;

    /// <summary>Names it in the name of a file.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Process.Id}.{Process.StartTime}.{Boot}.{PidNamespace}");

    /// <summary>This process.</summary>
    public static RunOwner Ours()
    {
        var marker = CheckMarker.Ours;
        return new RunOwner(new ProcessKey(marker.OwnerId, marker.OwnerStart), marker.Boot, marker.PidNamespace) { ControlGroup = ControlGroups.Folder };
    }
}
