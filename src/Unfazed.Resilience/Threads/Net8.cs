#if !NET9_0_OR_GREATER
#pragma warning disable MA0048 // What .NET 8 lacks, under the name that later frameworks give it.

namespace Unfazed.Resilience;

/// <summary>Stands for System.Threading.Lock, which .NET 8 lacks: a monitor on itself.</summary>
internal sealed class Lock
{
    public void Enter() => Monitor.Enter(this);

    public void Exit() => Monitor.Exit(this);
}
#endif
