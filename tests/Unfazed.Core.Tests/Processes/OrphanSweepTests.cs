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

    [Fact(Timeout = 20_000)]
    public async Task What_a_dead_run_left_is_ended_and_a_living_neighbour_is_left_alone()
    {
        // A pid that no process has, with the boot and the namespace that are ours.
        var dead = CheckMarker.Ours with { Check = "killed#1", OwnerId = int.MaxValue };
        using var stop = new StopSignal();
        var neighbour = Runner.RunAsync(ProcessRunnerTests.ShellCommand("exec sleep 60"), stop);
        using var keep = new StopSignal();
        var orphan = Runner.RunAsync(ProcessRunnerTests.ShellCommand($"exec env UNFAZED_CHECK_ID={dead} sleep 60"), keep);

        var ended = 0;
        while (ended == 0)
        {
            ended = OrphanSweep.Run();
            await Task.Yield();
        }

        Assert.InRange(ended, 1, int.MaxValue);
        Assert.Equal("SIGKILL", (await orphan).Signal);
        Assert.False(neighbour.IsCompleted);
        stop.Stop(StopReason.Interrupt, TimeSpan.Zero);
        await neighbour;
    }
}
