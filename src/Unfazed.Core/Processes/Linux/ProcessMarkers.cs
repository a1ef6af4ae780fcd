namespace Unfazed.Core.Processes;

/// <summary>Reads the markers in the environment of another process.</summary>
internal static class ProcessMarkers
{
    /// <summary>Its markers, outermost first; none when it has none, is gone, or is not ours to read.</summary>
    public static IReadOnlyList<CheckMarker> Of(int pid)
    {
        var environment = ProcFile.Read(ProcFile.PathOf(pid, "environ"));
        return environment is null ? [] : Find(environment);
    }

    internal static IReadOnlyList<CheckMarker> Find(ReadOnlySpan<byte> environment)
    {
        if (environment.IndexOf("UNFAZED_CHECK_ID="u8) < 0)
        {
            return [];
        }

        foreach (var part in environment.Split((byte)0))
        {
            var variable = environment[part];
            if (variable.StartsWith("UNFAZED_CHECK_ID="u8))
            {
                return [.. CheckMarker.ParseAll(PosixText.Decode(variable["UNFAZED_CHECK_ID=".Length..]))];
            }
        }

        return [];
    }
}
