using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Unfazed.Resilience;

/// <summary>What a wait for a place ended with.</summary>
/// <param name="Place">The place, to dispose when the call has ended; null if the call is rejected.</param>
/// <param name="Rejection">Why there is none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ConcurrencyEntry(ConcurrencyPlace? Place, ConcurrencyRejection Rejection)
{
    /// <summary>Whether there is a place.</summary>
    [MemberNotNullWhen(true, nameof(Place))]
    public bool IsAdmitted => Place is not null;
}
