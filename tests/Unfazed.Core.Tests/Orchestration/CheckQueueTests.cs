using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Orchestration;
using Check = Unfazed.Core.Orchestration.Check;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class CheckQueueTests
{
    private static readonly Arbitrary<Workload> Workloads = (
        from cores in Gen.Choose(1, 8)
        from lengths in Gen.Choose(1, 100).NonEmptyListOf()
        select new Workload(cores, [.. lengths])).ToArbitrary();

    [Fact]
    public void A_free_core_never_idles_while_a_check_waits_and_Grahams_bound_holds() => Prop.ForAll(Workloads, workload =>
    {
        var (makespan, idled) = Simulate(workload);
        var work = workload.Lengths.Sum();
        var bound = ((double)work / workload.Cores) + ((1 - (1.0 / workload.Cores)) * workload.Lengths.Max());
        return !idled && makespan <= bound + 1e-6;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Tier_one_goes_first_and_free_cores_take_the_rest()
    {
        var queue = new CheckQueue(2);
        queue.Add(Queued(0, ValidationTier.Monitor, 100));
        queue.Add(Queued(1, ValidationTier.Blocker, 1));
        queue.Add(Queued(2, ValidationTier.Warning, 50));

        Assert.True(queue.TryTake(out var first));
        Assert.True(queue.TryTake(out var second));
        Assert.False(queue.TryTake(out _));
        Assert.Equal([1, 2], [first!.Index, second!.Index]);
    }

    [Fact]
    public void Within_a_tier_the_longest_goes_first()
    {
        var queue = new CheckQueue(1);
        queue.Add(Queued(0, ValidationTier.Blocker, 10));
        queue.Add(Queued(1, ValidationTier.Blocker, 30));

        Assert.True(queue.TryTake(out var first));
        Assert.Equal(1, first!.Index);
    }

    [Fact]
    public void A_check_that_asks_for_more_than_there_is_runs_alone()
    {
        var queue = new CheckQueue(2);
        queue.Add(Queued(0, ValidationTier.Blocker, 10) with { Check = NewCheck(ValidationTier.Blocker) with { Cores = 16 } });
        queue.Add(Queued(1, ValidationTier.Blocker, 5));

        Assert.True(queue.TryTake(out var wide));
        Assert.False(queue.TryTake(out _));
        queue.Release(wide!);
        Assert.True(queue.TryTake(out var next));
        Assert.Equal(1, next!.Index);
    }

    [Fact]
    public void A_check_that_waits_for_a_lock_lets_others_pass()
    {
        var queue = new CheckQueue(4);
        var locked = NewCheck(ValidationTier.Blocker) with { Locks = ["dotnet"] };
        queue.Add(Queued(0, ValidationTier.Blocker, 30) with { Check = locked });
        queue.Add(Queued(1, ValidationTier.Blocker, 20) with { Check = locked });
        queue.Add(Queued(2, ValidationTier.Blocker, 10));

        Assert.True(queue.TryTake(out var first));
        Assert.True(queue.TryTake(out var second));
        Assert.False(queue.TryTake(out _));
        Assert.Equal([0, 2], [first!.Index, second!.Index]);
        queue.Release(first);
        Assert.True(queue.TryTake(out var third));
        Assert.Equal(1, third!.Index);
    }

    [Fact]
    public void Tenths_of_cores_add_up_to_whole_ones()
    {
        var queue = new CheckQueue(1);
        for (var index = 0; index < 11; index++)
        {
            queue.Add(Queued(index, ValidationTier.Blocker, 1) with { Check = NewCheck(ValidationTier.Blocker) with { Cores = 0.1 } });
        }

        var taken = 0;
        while (queue.TryTake(out _))
        {
            taken++;
        }

        Assert.Equal(10, taken);
    }

    /// <summary>Plays a workload of one-core checks whose lengths are known, event by event.</summary>
    private static (double Makespan, bool Idled) Simulate(Workload workload)
    {
        var queue = new CheckQueue(workload.Cores);
        for (var index = 0; index < workload.Lengths.Length; index++)
        {
            queue.Add(Queued(index, ValidationTier.Blocker, workload.Lengths[index]));
        }

        var running = new PriorityQueue<QueuedCheck, double>();
        var now = 0.0;
        var idled = false;
        while (true)
        {
            while (queue.TryTake(out var next))
            {
                running.Enqueue(next!, now + next!.Expected.TotalSeconds);
            }

            idled |= queue.Waiting > 0 && queue.Running < workload.Cores;
            if (!running.TryDequeue(out var done, out var at))
            {
                return (now, idled);
            }

            now = at;
            queue.Release(done);
        }
    }

    private static QueuedCheck Queued(int index, ValidationTier tier, int seconds) =>
        new(index, NewCheck(tier), TimeSpan.FromSeconds(seconds));

    private static Check NewCheck(ValidationTier tier) => new() { Name = "check", Dimension = Dimension.CodeQuality, Tier = tier };

    private sealed record Workload(int Cores, int[] Lengths);
}
