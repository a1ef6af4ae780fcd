using Unfazed.Core.Processes;

namespace Unfazed.Core.Tests.Processes;

/// <summary>A test that needs a control group of its own, which root and a delegated session can make.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ControlGroupFactAttribute : FactAttribute
{
    public ControlGroupFactAttribute()
    {
        if (!ControlGroups.AreAvailable)
        {
            Skip = "no control group of version 2 can be made here";
        }
    }
}
