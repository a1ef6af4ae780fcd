using System.Diagnostics;
using Xunit;

namespace Unfazed.Testing;

/// <summary>A test in user and mount namespaces of its own (unshare(1)). Where these are not permitted it is skipped, decided at discovery.</summary>
public sealed class NamespaceTheoryAttribute : TheoryAttribute
{
    private static readonly Lazy<string?> Reason = new(static () => Works() ? null : "user and mount namespaces are not permitted here (unshare -rm)");

    /// <summary>Tries once whether they are permitted.</summary>
    public NamespaceTheoryAttribute() => Skip = Reason.Value;

    private static bool Works()
    {
        if (!OperatingSystem.IsLinux() || Tool.Find("unshare") is not { } unshare)
        {
            return false;
        }

        var start = new ProcessStartInfo(unshare, ["-rm", "sh", "-c", "mount -t tmpfs -o size=16k tmpfs /mnt"]) { RedirectStandardError = true };
        using var attempt = Process.Start(start)!;
        attempt.WaitForExit();
        return attempt.ExitCode == 0;
    }
}
