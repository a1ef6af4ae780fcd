using System.Globalization;
using System.Text;

namespace Unfazed.Core.Processes;

/// <summary>
/// One control group (cgroups(7), version 2). Nothing leaves it by a new session, a double fork or a cleared environment, and
/// <c>cgroup.kill</c> kills all of it at once, what is being forked too.
/// </summary>
/// <param name="path">Its folder, absolute.</param>
internal sealed class ControlGroup(string path)
{
    private const int DirectoryMode = 0x1ED;
    private const int Exists = 17;

    // Some milliseconds of a process that forks without end.
    private const int MaxMoved = 256;

    /// <summary>Its folder.</summary>
    public string Path => path;

    /// <summary>Makes the group; null where the system refuses.</summary>
    public static unsafe ControlGroup? Create(string path)
    {
        fixed (byte* name = PosixText.EncodeTerminated(path))
        {
            return Libc.MakeDirectory(name, DirectoryMode) == 0 || System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == Exists ? new ControlGroup(path) : null;
        }
    }

    /// <summary>Moves a process that was just started into it, and what that has forked before: what a member forks is a member.</summary>
    /// <returns>False when the process itself could not be moved.</returns>
    public bool AddWithDescendants(int pid)
    {
        if (!Add(pid))
        {
            return false;
        }

        var moved = new List<int> { pid };
        for (var index = 0; index < moved.Count && moved.Count < MaxMoved; index++)
        {
            var process = moved[index];
            moved.AddRange(ProcessTable.ChildrenOf(ProcFile.PathOf(process, string.Create(CultureInfo.InvariantCulture, $"task/{process}"))).Where(Add));
        }

        return true;
    }

    /// <summary>Moves a process into it; false when the kernel refuses.</summary>
    public bool Add(int pid) => ProcFile.Write(path + "/cgroup.procs", Encoding.ASCII.GetBytes(pid.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The pids of its processes and of those in groups below it, without what waits to be reaped.</summary>
    public List<int> Members()
    {
        var members = new List<int>();
        foreach (var group in WithGroupsBelow(path))
        {
            foreach (var line in PosixText.Decode(ProcFile.Read(group + "/cgroup.procs") ?? []).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 0)
                {
                    members.Add(pid);
                }
            }
        }

        return members;
    }

    /// <summary>SIGKILL to every process in it and below it.</summary>
    public bool Kill() => ProcFile.Write(path + "/cgroup.kill", "1"u8);

    /// <summary>Removes it and the groups below it, as far as no process is in them.</summary>
    public unsafe void Remove()
    {
        var groups = WithGroupsBelow(path);
        for (var index = groups.Count - 1; index >= 0; index--)
        {
            fixed (byte* name = PosixText.EncodeTerminated(groups[index]))
            {
                _ = Libc.RemoveDirectory(name);
            }
        }
    }

    private static List<string> WithGroupsBelow(string path)
    {
        var groups = new List<string> { path };
        for (var index = 0; index < groups.Count; index++)
        {
            groups.AddRange(ProcFile.ListDirectories(groups[index]));
        }

        return groups;
    }
}
