using System.Globalization;

namespace Unfazed.Core.Orchestration;

/// <summary>Makes the ids of runs: unique, and sorted by name they are sorted by start.</summary>
internal static class RunId
{
    public static string New(DateTimeOffset start) =>
        start.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("N")[..6];
}
