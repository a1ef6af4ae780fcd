using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Testing;
using Unfazed.Validators.Fixing;

namespace Unfazed.Validators.Tests.Fixing;

public sealed class WorkspaceCopyTests
{
    [Fact]
    public void The_copy_of_a_killed_run_is_removed_and_that_of_a_living_one_is_not()
    {
        using var root = new TemporaryDirectory();
        root.Write("a.txt", "a\n");
        var ours = RunOwner.Ours();
        var left = Directory.CreateTempSubdirectory($"unfazed-fix-{(ours with { Process = new ProcessKey(int.MaxValue, 1) }).Name}_").FullName;
        var lives = Directory.CreateTempSubdirectory($"unfazed-fix-{ours.Name}_").FullName;
        File.WriteAllText(Path.Combine(left, "a.txt"), "a\n");

        using var copy = WorkspaceCopy.Create(new WorkspaceSnapshot(root.Path, isGit: false, []), CancellationToken.None);

        Assert.False(Directory.Exists(left));
        Assert.True(Directory.Exists(lives));
        Directory.Delete(lives);
    }
}
