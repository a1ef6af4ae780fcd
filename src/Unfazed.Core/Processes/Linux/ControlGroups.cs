using System.Globalization;

namespace Unfazed.Core.Processes;

/// <summary>
/// The control groups of this process: <c>unfazed-PID.START.NAMESPACE</c> below the group that this process is in, and in it one for each
/// child. They exist where that part of the hierarchy is delegated to us, or we are root, and only while a child is under way.
/// </summary>
internal static class ControlGroups
{
    private const string Prefix = "unfazed-";
    private const int Writable = 2;

    private static readonly Lazy<string?> Home = new(FindHome);
    private static readonly Lock Gate = new();
    private static int _made;
    private static int _open;
    private static bool _isRefused;

    /// <summary>The folder of the group of this whole process, whether or not it exists now; null where there can be none.</summary>
    public static string? Folder => Home.Value is { } home && !_isRefused ? $"{home}/{NameOf(CheckMarker.Ours)}" : null;

    /// <summary>Whether a child can be put into a group of its own.</summary>
    public static bool AreAvailable => Folder is not null;

    /// <summary>Makes a group for a child that is about to be started; null where that can't be.</summary>
    public static ControlGroup? Make()
    {
        lock (Gate)
        {
            if (Folder is not { } folder || ControlGroup.Create(folder) is null)
            {
                return null;
            }

            var group = ControlGroup.Create(string.Create(CultureInfo.InvariantCulture, $"{folder}/{++_made}"));
            _open += group is null ? 0 : 1;
            return group;
        }
    }

    /// <summary>
    /// Puts a child that was just started into its group, with what it has started in the millisecond before. What has left it by a double fork
    /// by then is found by the walk over parents, as where there are no groups: to stop the child for the move could continue one that stopped itself.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="pid">The child.</param>
    /// <returns>The group; null where the system refuses, and for a child that has ended.</returns>
    public static ControlGroup? Enter(ControlGroup group, int pid)
    {
        if (group.AddWithDescendants(pid))
        {
            return group;
        }

        // One that has ended can't be moved, and says nothing of the others.
        _isRefused = ChildEnd.Peek(pid) is null;
        Leave(group);
        return null;
    }

    /// <summary>Removes the group of a child whose descendants are gone.</summary>
    public static void Leave(ControlGroup group)
    {
        lock (Gate)
        {
            group.Remove();
            if (--_open == 0)
            {
                new ControlGroup(System.IO.Path.GetDirectoryName(group.Path)!).Remove();
            }
        }
    }

    /// <summary>The groups beside ours, with the process that they belong to, from the same pid namespace.</summary>
    public static IEnumerable<(ControlGroup Group, ProcessKey Owner)> OfOthers()
    {
        foreach (var folder in Home.Value is { } home ? ProcFile.ListDirectories(home) : [])
        {
            if (OwnerOf(folder) is { } owner && owner.Id != CheckMarker.Ours.OwnerId)
            {
                yield return (new ControlGroup(folder), owner);
            }
        }
    }

    /// <summary>Which process a group was made for; null when it is none of ours, or was made in another pid namespace.</summary>
    internal static ProcessKey? OwnerOf(string folder)
    {
        var name = System.IO.Path.GetFileName(folder);
        return name.StartsWith(Prefix, StringComparison.Ordinal)
            && name[Prefix.Length..].Split('.') is [var id, var ticks, var names] && names == CheckMarker.Ours.PidNamespace
            && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && ulong.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                ? new ProcessKey(pid, start)
                : null;
    }

    /// <summary>Whether a folder is a control group, and no file that only looks so.</summary>
    public static bool IsGroup(string folder) => MountOf(Text("/proc/self/mountinfo")) is { } mount
        && System.IO.Path.GetFullPath(folder) == folder && folder.StartsWith(mount + "/", StringComparison.Ordinal);

    private static string? MountOf(string mounts) => mounts.Split('\n').Select(static line => line.Split(' '))
        .FirstOrDefault(static fields => Array.IndexOf(fields, "-") is >= 5 and var separator && fields.Length > separator + 1 && fields[separator + 1] == "cgroup2")?[4];

    /// <summary>The folder of the group that a process is in, from its <c>cgroup</c> and <c>mountinfo</c>; null when none of version 2 is mounted, or it lies outside what is mounted.</summary>
    internal static string? FolderOf(string cgroup, string mounts)
    {
        var path = cgroup.Split('\n').FirstOrDefault(static line => line.StartsWith("0::/", StringComparison.Ordinal))?[3..];
        foreach (var line in path is null || path.Contains("/..", StringComparison.Ordinal) ? [] : mounts.Split('\n'))
        {
            var fields = line.Split(' ');
            var separator = Array.IndexOf(fields, "-");
            if (separator < 5 || fields.Length < separator + 2 || fields[separator + 1] != "cgroup2")
            {
                continue;
            }

            var (root, mount) = (fields[3], fields[4]);
            if (root == "/")
            {
                return (mount + path).TrimEnd('/');
            }

            if (path == root || path!.StartsWith(root + "/", StringComparison.Ordinal))
            {
                return (mount + path[root.Length..]).TrimEnd('/');
            }
        }

        return null;
    }

    private static string NameOf(CheckMarker owner) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{owner.OwnerId}.{owner.OwnerStart}.{owner.PidNamespace}");

    /// <summary>Tries it, once: a group can be made, be killed, and be given processes of ours.</summary>
    private static unsafe string? FindHome()
    {
        var home = FolderOf(Text("/proc/self/cgroup"), Text("/proc/self/mountinfo"));
        if (home is null)
        {
            return null;
        }

        fixed (byte* members = PosixText.EncodeTerminated(home + "/cgroup.procs"))
        {
            if (Libc.Access(members, Writable) != 0)
            {
                return null;
            }
        }

        if (ControlGroup.Create($"{home}/{NameOf(CheckMarker.Ours)}") is not { } group)
        {
            return null;
        }

        var canKill = group.Kill();
        group.Remove();
        return canKill ? home : null;
    }

    private static string Text(string path) => PosixText.Decode(ProcFile.Read(path) ?? []);
}
