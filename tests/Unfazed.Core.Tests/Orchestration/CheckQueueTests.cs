using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Orchestration;
using Check = Unfazed.Core.Orchestration.Check;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class CheckQueueTests
{
    private static readonly Arbitrary<Workload> Workloads = (
        from cores in Gen.Choose(1, 8)
        from jobs in (
            from tier in Gen.Choose(1, 3)
            from length in Gen.Choose(1, 100)
            from expected in Gen.Choose(1, 100)
            select new Job((ValidationTier)tier, length, expected)).NonEmptyListOf()
        select new Workload(cores, [.. jobs])).ToArbitrary();

    /// <remarks>The bound is that of Graham, Bounds on Multiprocessing Timing Anomalies, 1969. It holds for wrong expectations too.</remarks>
    [Fact]
    public void No_core_idles_that_a_waiting_check_could_use_and_Grahams_bound_holds_in_each_tier() => Prop.ForAll(Workloads, workload =>
    {
        var played = Simulate(workload);
        return !played.Idled && Enum.GetValues<ValidationTier>().All(tier =>
        {
            var until = workload.Jobs.Where(job => job.Tier <= tier).Select(static job => job.Length).DefaultIfEmpty(0).ToList();
            var bound = ((double)until.Sum() / workload.Cores) + ((1 - (1.0 / workload.Cores)) * until.Max());
            return played.Ends.GetValueOrDefault(tier) <= bound + 1e-6;
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void With_five_known_checks_a_core_the_end_comes_within_a_tenth_of_the_best_on_average()
    {
        var random = new Random(20_26);
        var excess = Enumerable.Range(0, 500).Select(_ =>
        {
            var cores = random.Next(1, 17);
            var lengths = Enumerable.Range(0, cores * random.Next(5, 9)).Select(_ => random.Next(1, 301)).ToArray();
            var workload = new Workload(cores, [.. lengths.Select(static length => new Job(ValidationTier.Blocker, length, length))]);
            return Simulate(workload).Ends[ValidationTier.Blocker] / Math.Max(lengths.Max(), (double)lengths.Sum() / cores);
        }).Average();

        Assert.InRange(excess, 1, 1.1);
    }

    [Fact]
    public void What_is_known_not_to_fit_lets_pass_what_may_and_starts_when_nothing_does()
    {
        var queue = new CheckQueue(4);
        queue.Add(Queued(0, ValidationTier.Blocker, 30) with { IsKnown = true });
        queue.Add(Queued(1, ValidationTier.Blocker, 20) with { IsKnown = true });
        queue.Add(Queued(2, ValidationTier.Blocker, 5) with { IsKnown = true });
        queue.Add(Queued(3, ValidationTier.Warning, 60));

        var order = new List<int>();
        while (queue.TryTake(TimeSpan.FromSeconds(10), out var next))
        {
            order.Add(next!.Index);
        }

        Assert.Equal([2, 3, 0, 1], order);
    }

    [Fact]
    public void The_first_that_may_fit_is_taken_whatever_waits() => Prop.ForAll(Workloads, Gen.Choose(0, 120).ToArbitrary(), (workload, seconds) =>
    {
        var left = TimeSpan.FromSeconds(seconds);
        var queue = Filled(workload, static (job, queued) => queued with { IsKnown = job.Length % 3 != 0 });
        var all = Filled(workload, static (job, queued) => queued with { IsKnown = job.Length % 3 != 0 }).Drain();
        var expected = all.FirstOrDefault(queued => queued.MayFit(left)) ?? all[0];
        return queue.TryTake(left, out var next) && next!.Index == expected.Index;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_waits_for_another_process_holds_no_core_and_no_lock()
    {
        var queue = new CheckQueue(1);
        var locked = NewCheck(ValidationTier.Blocker) with { Locks = ["db"] };
        queue.Add(Queued(0, ValidationTier.Blocker, 30) with { Check = locked });
        queue.Add(Queued(1, ValidationTier.Blocker, 20) with { Check = locked });

        Assert.True(queue.TryTake(out var first));
        queue.Suspend(first!);
        Assert.True(queue.TryTake(out var second));
        Assert.False(queue.TryTake(out _));
        queue.Release(second!);
        Assert.Equal(1, queue.Waiting);
        queue.Resume();
        Assert.True(queue.TryTake(out var again));
        Assert.Equal([0, 1, 0], [first!.Index, second!.Index, again!.Index]);
    }

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
    public void What_is_over_in_moments_waits_for_no_long_one_of_its_tier()
    {
        var queue = new CheckQueue(1);
        queue.Add(Queued(0, ValidationTier.Warning, 1) with { Check = NewCheck(ValidationTier.Warning) with { IsBrief = true } });
        queue.Add(Queued(1, ValidationTier.Blocker, 30));
        queue.Add(Queued(2, ValidationTier.Blocker, 5) with { Check = NewCheck(ValidationTier.Blocker) with { IsBrief = true } });

        Assert.True(queue.TryTake(out var first));
        queue.Release(first!);
        Assert.True(queue.TryTake(out var second));
        Assert.Equal([2, 1], [first!.Index, second!.Index]);
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

    /// <summary>Plays a workload of one-core checks, event by event.</summary>
    private static Played Simulate(Workload workload)
    {
        var queue = Filled(workload, static (_, queued) => queued);
        var running = new PriorityQueue<QueuedCheck, double>();
        var ends = new Dictionary<ValidationTier, double>();
        var now = 0.0;
        var idled = false;
        while (true)
        {
            while (queue.TryTake(out var next))
            {
                running.Enqueue(next!, now + workload.Jobs[next!.Index].Length);
            }

            idled |= queue.Waiting > 0 && queue.Running < workload.Cores;
            if (!running.TryDequeue(out var done, out now))
            {
                return new Played(ends, idled);
            }

            ends[done.Check.Tier] = now;
            queue.Release(done);
        }
    }

    private static CheckQueue Filled(Workload workload, Func<Job, QueuedCheck, QueuedCheck> adjust)
    {
        var queue = new CheckQueue(workload.Cores);
        for (var index = 0; index < workload.Jobs.Length; index++)
        {
            var job = workload.Jobs[index];
            queue.Add(adjust(job, Queued(index, job.Tier, job.Expected)));
        }

        return queue;
    }

    private static QueuedCheck Queued(int index, ValidationTier tier, int seconds) =>
        new(index, NewCheck(tier), TimeSpan.FromSeconds(seconds));

    private static Check NewCheck(ValidationTier tier) => new() { Name = "check", Dimension = Dimension.CodeQuality, Tier = tier };

    private sealed record Workload(int Cores, Job[] Jobs);

    private sealed record Job(ValidationTier Tier, int Length, int Expected);

    private sealed record Played(Dictionary<ValidationTier, double> Ends, bool Idled);
}
