using Unfazed.Core.Processes;

namespace Unfazed.Core.Tests.Processes;

[Collection(nameof(RunsAlone))]
public sealed class ControlGroupsTests
{
    private const string Unified = "41 31 0:38 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw";

    [Theory]
    [InlineData("0::/user.slice/a.scope", Unified, "/sys/fs/cgroup/user.slice/a.scope")]
    [InlineData("9:pids:/x\n0::/", "40 31 0:37 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw", "/sys/fs/cgroup/unified")]
    [InlineData("0::/docker/7/sub", "41 31 0:38 /docker/7 /sys/fs/cgroup rw shared:1 - cgroup2 cgroup rw", "/sys/fs/cgroup/sub")]
    [InlineData("0::/other", "41 31 0:38 /docker/7 /sys/fs/cgroup rw - cgroup2 cgroup rw", null)]
    [InlineData("0::/../outside", Unified, null)]
    [InlineData("9:pids:/x", Unified, null)]
    [InlineData("0::/a", "40 31 0:37 / /sys/fs/cgroup rw - cgroup cgroup rw,pids", null)]
    [InlineData("", "", null)]
    public void The_folder_of_our_group_is_found_below_its_mount(string cgroup, string mounts, string? folder) =>
        Assert.Equal(folder, ControlGroups.FolderOf(cgroup, mounts));

    [Theory]
    [InlineData("unfazed-7.99.NS", true)]
    [InlineData("unfazed-7.99.another", false)]
    [InlineData("unfazed-7.99", false)]
    [InlineData("unfazed-x.99.NS", false)]
    [InlineData("user.slice", false)]
    public void A_group_says_whose_it_is(string name, bool isOurs) => Assert.Equal(
        isOurs ? new ProcessKey(7, 99) : (ProcessKey?)null,
        ControlGroups.OwnerOf("/sys/fs/cgroup/" + name.Replace("NS", CheckMarker.Ours.PidNamespace, StringComparison.Ordinal)));

    [ControlGroupFact(Timeout = 120_000)]
    public async Task A_check_is_in_a_group_of_its_own_that_is_gone_with_it()
    {
        var outcome = await new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System)
            .RunShortAsync(new CommandDescription { Program = "sh", Arguments = ["-c", "grep ^0:: /proc/self/cgroup"], Directory = "/", CheckId = "check" }, TimeSpan.FromSeconds(60));

        Assert.Matches($@"^0::.*/unfazed-{System.Environment.ProcessId}\.[0-9]+\.[0-9]+/[0-9]+\n$", outcome.StandardOutput.Text());
        Assert.False(Directory.Exists(ControlGroups.Folder));
    }

    [ControlGroupFact(Timeout = 120_000)]
    public async Task The_first_instruction_of_a_check_runs_in_its_group()
    {
        const string script = "while read -r line; do last=$line; done </proc/self/cgroup; echo \"$last\"";
        var runner = new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System);
        var runs = Enumerable.Range(0, 16).Select(index => runner.RunShortAsync(
            new CommandDescription { Program = "sh", Arguments = ["-c", script], Directory = "/", CheckId = $"check{index}" }, TimeSpan.FromSeconds(60)));

        var outcomes = await Task.WhenAll(runs);

        Assert.All(outcomes, static outcome => Assert.Matches($@"^0::.*/unfazed-{System.Environment.ProcessId}\.[0-9]+\.[0-9]+/[0-9]+\n$", outcome.StandardOutput.Text()));
    }

    [ControlGroupFact(Timeout = 120_000)]
    public async Task A_program_that_cannot_be_started_leaves_no_group_and_no_gate_shut()
    {
        var runner = new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System);
        var nowhere = new CommandDescription { Program = "sh", Arguments = ["-c", "exit 3"], Directory = "/nowhere", CheckId = "check" };

        var failed = await runner.RunShortAsync(nowhere, TimeSpan.FromSeconds(60));
        var next = await runner.RunShortAsync(nowhere with { Directory = "/" }, TimeSpan.FromSeconds(60));

        Assert.Equal(ProcessEnd.StartFailed, failed.End);
        Assert.Equal(3, next.ExitCode);
        Assert.False(Directory.Exists(ControlGroups.Folder));
    }

    [ControlGroupFact(Timeout = 120_000)]
    public async Task A_process_is_moved_with_what_it_has_forked_before()
    {
        using var stop = new StopSignal();
        await using var child = new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System)
            .Start(new CommandDescription { Program = "sh", Arguments = ["-c", "(sleep 30 & wait) & echo $$; wait"], Directory = "/", CheckId = "check" }, stop);
        using var reader = new StreamReader(child.Output);
        var pid = int.Parse((await reader.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture);
        var ours = ControlGroup.Create(ControlGroups.Folder!)!;
        var group = ControlGroup.Create(ours.Path + "/moved")!;

        var isMoved = group.AddWithDescendants(pid);
        var members = group.Members();
        group.Kill();
        await child.Completion;
        ours.Remove();

        Assert.True(isMoved);
        Assert.Contains(pid, members);
        Assert.InRange(members.Count, 2, 3);
    }
}
