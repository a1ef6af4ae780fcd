using System.Globalization;
using System.Security.Cryptography;

namespace Unfazed.Core.Orchestration;

/// <summary>Makes the ids of runs: unique, and sorted by name they are sorted by start.</summary>
internal static class RunId
{
    public static string New(DateTimeOffset start) =>
        start.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3));
}
