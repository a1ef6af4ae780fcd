using System.Diagnostics;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

/// <summary>Makes what .NET cannot: names of raw bytes, pipes, paths longer than the kernel takes.</summary>
internal static class Shell
{
    public static void Run(string folder, string script)
    {
        var start = new ProcessStartInfo(Tool.Path("bash"), ["-euc", script]) { WorkingDirectory = folder };
        using var bash = Process.Start(start)!;
        bash.WaitForExit();
        Assert.Equal(0, bash.ExitCode);
    }
}
