using Unfazed.Core.Processes;

namespace Unfazed.Core.Tests.Processes;

[Collection(nameof(RunsAlone))]
public sealed class OrphanSweepTests
{
    private static readonly ProcessRunner Runner = new(ProcessEnvironment.Capture(), TimeProvider.System);

    [Fact]
    public void Only_a_process_whose_owners_are_all_dead_is_an_orphan()
    {
        var one = CheckMarker.Ours with { Check = "one" };
        var two = CheckMarker.Ours with { Check = "two" };

        Assert.True(OrphanSweep.IsOrphan([one, two], static _ => false));
        Assert.False(OrphanSweep.IsOrphan([one, two], marker => marker == one));
        Assert.False(OrphanSweep.IsOrphan([], static _ => false));
        Assert.False(OrphanSweep.IsOrphan([one with { Boot = "another" }], static _ => false));
        Assert.False(OrphanSweep.IsOrphan([one, two with { PidNamespace = "another" }], static _ => false));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_dead_run_left_is_ended_and_a_living_neighbour_is_left_alone()
    {
        // A pid that no process has, with the boot and the namespace that are ours.
        var dead = CheckMarker.Ours with { Check = "killed#1", OwnerId = int.MaxValue };
        using var stop = new StopSignal();
        var neighbour = Runner.RunAsync(ProcessRunnerTests.ShellCommand("exec sleep 600"), stop);
        using var keep = new StopSignal();
        var orphan = Runner.RunAsync(ProcessRunnerTests.ShellCommand($"exec env UNFAZED_CHECK_ID={dead} sleep 600"), keep);

        while (!orphan.IsCompleted)
        {
            new OrphanSweep([]).Run();
            await Task.Yield();
        }

        Assert.Equal("SIGKILL", (await orphan).Signal);
        Assert.False(neighbour.IsCompleted);
        stop.Stop(StopReason.Interrupt, TimeSpan.Zero);
        await neighbour;
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_killed_run_left_without_its_marker_is_ended_by_the_session_that_its_journal_names()
    {
        using var keep = new StopSignal();
        var started = new StartedProcesses();
        var runner = new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System) { Started = started };
        var left = runner.RunAsync(ProcessRunnerTests.ShellCommand("env -i /bin/sleep 600 & exec env -i /bin/sleep 600"), keep);
        ProcessEntry? leader = null;
        while (leader is null || ProcessTable.ReadAll().Values.Count(entry => entry.Session == leader.Id && entry.Name == "sleep") < 2)
        {
            leader = Leader();
            await Task.Yield();
        }

        var ended = Assert.Single(new OrphanSweep([Run(leader, CheckMarker.Ours.Boot)]).Run(), static ended => ended.RunId == "killed-run");

        Assert.Equal(new EndedOrphans("killed-run", "/repository", 2), ended);
        Assert.Equal("SIGKILL", (await left).Signal);

        ProcessEntry? Leader() => ProcessTable.ReadAll().Values.FirstOrDefault(static entry => entry.Parent == System.Environment.ProcessId && entry.Session == entry.Id && !entry.IsDead);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("younger")]
    [InlineData("another boot")]
    [InlineData("alive")]
    public async Task A_session_is_left_alone_where_its_number_may_mean_another(string reason)
    {
        using var stop = new StopSignal();
        var neighbour = Runner.RunAsync(ProcessRunnerTests.ShellCommand("exec env -i /bin/sleep 600"), stop);
        ProcessEntry? leader = null;
        while (leader is null)
        {
            leader = ProcessTable.ReadAll().Values.FirstOrDefault(static entry => entry is { Name: "sleep", IsDead: false } && entry.Parent == System.Environment.ProcessId);
            await Task.Yield();
        }

        var run = reason switch
        {
            "younger" => Run(leader with { StartTime = leader.StartTime - 1 }, CheckMarker.Ours.Boot),
            "another boot" => Run(leader, "another"),
            _ => Run(leader, CheckMarker.Ours.Boot) with { Owner = RunOwner.Ours() },
        };
        Assert.DoesNotContain(new OrphanSweep([run]).Run(), static ended => ended.RunId == "killed-run");

        Assert.False(neighbour.IsCompleted);
        stop.Stop(StopReason.Interrupt, TimeSpan.Zero);
        await neighbour;
    }

    private static CutOffRun Run(ProcessEntry leader, string boot) => new(
        "killed-run", "/repository", new RunOwner(new ProcessKey(int.MaxValue, 1), boot, CheckMarker.Ours.PidNamespace), [leader.Key], TimeProvider.System.GetUtcNow().UtcDateTime);
}
