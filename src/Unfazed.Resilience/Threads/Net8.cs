#if !NET9_0_OR_GREATER
#pragma warning disable MA0048, SA1402 // What .NET 8 lacks, under the names that later frameworks give it.

namespace Unfazed.Resilience
{
    /// <summary>Stands for System.Threading.Lock, which .NET 8 lacks: a monitor on itself.</summary>
    internal sealed class Lock
    {
        public void Enter() => Monitor.Enter(this);

        public void Exit() => Monitor.Exit(this);
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>Which of several overloads the compiler prefers; it looks for the name alone.</summary>
    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, Inherited = false)]
    internal sealed class OverloadResolutionPriorityAttribute(int priority) : Attribute
    {
        public int Priority { get; } = priority;
    }
}
#endif
