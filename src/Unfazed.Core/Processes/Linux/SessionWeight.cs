using System.Globalization;
using System.Text;

namespace Unfazed.Core.Processes;

/// <summary>
/// The scheduling weight of a check's session (autogroup, sched(7)). Each session weighs as much as everything else that a user runs
/// in one; all checks together are given about the weight of a single one, as if they had stayed in ours. Less would starve a check
/// beside other load on the machine, more would starve us.
/// </summary>
internal sealed class SessionWeight(int leader)
{
    // One step of nice is a factor of 1.25 (sched(7)).
    private const double Step = 1.25;
    private const int Lowest = 19;

    private int _nice;

    /// <summary>Gives the session its part of the weight that this many have together. The kernel may refuse: it grants ten changes a second.</summary>
    public void Share(int sessions)
    {
        var nice = Math.Min((int)Math.Round(Math.Log(Math.Max(sessions, 1), Step)), Lowest);
        if (nice != _nice && ProcFile.Write(ProcFile.PathOf(leader, "autogroup"), Encoding.ASCII.GetBytes(nice.ToString(CultureInfo.InvariantCulture))))
        {
            _nice = nice;
        }
    }
}
