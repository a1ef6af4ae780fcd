using System.Globalization;
using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

public sealed class WritableFileTests
{
    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void The_links_of_the_system_are_followed_though_the_root_is_the_top_of_everything()
    {
        using var folder = new TemporaryDirectory();
        using var open = new FileStream(folder["report"], FileMode.CreateNew, FileAccess.Write);
        var link = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{open.SafeFileHandle.DangerousGetHandle()}");

        using (var file = WritableFile.Open(link, "/"))
        {
            file.Write("whole"u8);
        }

        Assert.Equal("whole", File.ReadAllText(folder["report"]));
    }
}
