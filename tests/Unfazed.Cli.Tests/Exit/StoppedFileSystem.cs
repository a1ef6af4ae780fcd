using System.Diagnostics;
using System.Globalization;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Exit;

/// <summary>A folder on a file system that can be stopped: whoever then asks it for anything waits without end.</summary>
internal sealed class StoppedFileSystem : IDisposable
{
    private readonly TemporaryDirectory _place = new();
    private readonly Process _server;

    public StoppedFileSystem()
    {
        Source = _place.MakeFolder("source");
        Folder = _place.MakeFolder("mounted");
        _server = Process.Start(new ProcessStartInfo(Tool.Path("bindfs"), ["-f", Source, Folder]))!;
        while (!File.ReadAllText("/proc/mounts").Contains(Folder, StringComparison.Ordinal))
        {
            Assert.False(_server.HasExited, "bindfs could not mount a folder");
        }
    }

    /// <summary>Whether a file system can be mounted here.</summary>
    public static bool IsAvailable => Tool.Find("bindfs") is not null && File.Exists("/dev/fuse") && Environment.UserName == "root";

    /// <summary>The folder under its own name, which always responds.</summary>
    public string Source { get; }

    /// <summary>The folder on the file system.</summary>
    public string Folder { get; }

    public void Stop() => Signal("STOP");

    /// <summary>Lets it respond again.</summary>
    public void Resume() => Signal("CONT");

    public void Dispose()
    {
        Signal("CONT");
        Signal("TERM");
        _server.WaitForExit();
        _server.Dispose();
        _place.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _server.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}

/// <summary>A test on a file system that can be stopped; skipped where none can be mounted.</summary>
internal sealed class StoppedFileSystemTheoryAttribute : TheoryAttribute
{
    public StoppedFileSystemTheoryAttribute() => Skip = StoppedFileSystem.IsAvailable ? null : "needs bindfs, /dev/fuse and root (eng/setup-tools.sh installs bindfs)";
}
