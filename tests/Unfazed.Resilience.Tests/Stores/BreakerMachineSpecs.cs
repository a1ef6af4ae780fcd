namespace Unfazed.Resilience.Tests;

/// <summary>The pure machine, at its edges.</summary>
public sealed class BreakerMachineSpecs
{
    private static readonly BreakerRow Open = new() { State = CircuitState.Open, Generation = 5, Failures = 3, ChangedAt = 100, OpenUntil = 200 };
    private static readonly BreakerRow HalfOpen = Open with { State = CircuitState.HalfOpen, LeaseUntil = 150, Ticket = 1, Leases = """{"1":150}""" };

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(90, false)]
    [InlineData(89, true)]
    public void An_open_row_is_electable_from_its_end_or_before_its_beginning(long now, bool electable) =>
        Assert.Equal(electable, BreakerMachine.IsElectable(Open, now, skew: 10));

    [Theory]
    [InlineData(149, false)]
    [InlineData(150, true)]
    [InlineData(90, false)]
    [InlineData(89, true)]
    public void A_half_open_row_is_electable_from_the_end_of_its_lease_or_before_its_beginning(long now, bool electable)
    {
        Assert.Equal(electable, BreakerMachine.IsElectable(HalfOpen, now, skew: 10));
        Assert.Equal(CircuitState.HalfOpen, BreakerMachine.StateAt(HalfOpen, now, skew: 10));
    }

    [Fact]
    public void Closed_and_isolated_rows_are_never_electable()
    {
        Assert.False(BreakerMachine.IsElectable(Open with { State = CircuitState.Closed }, 1_000, 0));
        Assert.False(BreakerMachine.IsElectable(Open with { State = CircuitState.Isolated }, 1_000, 0));
        Assert.Null(Next(BreakerCommandKind.Elect, Open with { State = CircuitState.Isolated }, now: 1_000));
    }

    [Fact]
    public void An_election_raises_the_generation_and_sets_the_lease()
    {
        var elected = Next(BreakerCommandKind.Elect, Open, now: 200)!;
        Assert.Equal(
            Open with
            {
                State = CircuitState.HalfOpen,
                Generation = 6,
                Attempts = 1,
                ChangedAt = 200,
                LeaseUntil = 207,
                LeaseLength = 7,
                Ticket = 1,
                Leases = """{"1":207}""",
            },
            elected);
        Assert.Null(Next(BreakerCommandKind.Elect, Open, now: 199));
    }

    [Fact]
    public void A_failure_below_the_limit_counts_and_changes_nothing_else()
    {
        var row = new BreakerRow { Generation = 4, Failures = 1, ChangedAt = 9 };
        var counted = Next(BreakerCommandKind.Fail, row, now: 50, generation: 4)!;
        Assert.Equal(row with { Failures = 2, LastFailureAt = 1_050, LastCause = "cause" }, counted);
        var tripped = Next(BreakerCommandKind.Fail, counted, now: 60, generation: 4)!;
        Assert.Equal(
            counted with { Failures = 3, State = CircuitState.Open, Generation = 5, ChangedAt = 60, OpenUntil = 71, OpenedAt = 1_060, LastFailureAt = 1_060 },
            tripped);
    }

    [Fact]
    public void A_probe_that_fails_opens_whatever_the_count()
    {
        var row = HalfOpen with { Failures = 0 };
        Assert.Equal(CircuitState.Open, Next(BreakerCommandKind.Fail, row, now: 120, generation: 5)!.State);
    }

    [Fact]
    public void A_success_clears_and_only_a_probe_raises_the_generation()
    {
        var row = new BreakerRow { Generation = 4, Failures = 1, Attempts = 2 };
        Assert.Equal(row with { Failures = 0, Attempts = 0, ChangedAt = 50 }, Next(BreakerCommandKind.Succeed, row, now: 50, generation: 4));
        Assert.Null(Next(BreakerCommandKind.Succeed, row with { Failures = 0 }, now: 50, generation: 4));
        Assert.Null(Next(BreakerCommandKind.Succeed, row, now: 50, generation: 3));
        var closed = Next(BreakerCommandKind.Succeed, HalfOpen with { Failures = 0 }, now: 120, generation: 5)!;
        Assert.Equal((CircuitState.Closed, 6L), (closed.State, closed.Generation));
    }

    [Fact]
    public void A_release_is_for_the_current_probe_alone()
    {
        Assert.Equal(
            HalfOpen with { State = CircuitState.Open, OpenUntil = 120, Generation = 6, ChangedAt = 120, Leases = null },
            Next(BreakerCommandKind.Release, HalfOpen, now: 120, generation: 5));
        Assert.Null(Next(BreakerCommandKind.Release, HalfOpen, now: 120, generation: 4));
        Assert.Null(Next(BreakerCommandKind.Release, Open, now: 120, generation: 5));
    }

    [Fact]
    public void An_isolation_happens_once_and_keeps_the_cause_if_it_has_none()
    {
        var row = new BreakerRow { Generation = 4, LastCause = "before" };
        var isolated = Next(BreakerCommandKind.Isolate, row, now: 50, cause: null)!;
        Assert.Equal(row with { State = CircuitState.Isolated, Generation = 5, ChangedAt = 50, OpenedAt = 1_050 }, isolated);
        Assert.Equal("cause", Next(BreakerCommandKind.Isolate, row, now: 50)!.LastCause);
        Assert.Null(Next(BreakerCommandKind.Isolate, isolated, now: 60));
    }

    [Fact]
    public void A_reset_raises_the_generation_unless_nothing_ever_happened()
    {
        Assert.Null(Next(BreakerCommandKind.Reset, BreakerRow.Pristine, now: 50));
        Assert.Null(Next(BreakerCommandKind.Reset, new BreakerRow { Generation = 7, Born = 7 }, now: 50));
        Assert.Equal(8, Next(BreakerCommandKind.Reset, new BreakerRow { Generation = 7, Born = 6 }, now: 50)!.Generation);
        Assert.Equal(8, Next(BreakerCommandKind.Reset, new BreakerRow { Generation = 7, Born = 7, Failures = 1 }, now: 50)!.Generation);
        Assert.Equal(
            HalfOpen with { State = CircuitState.Closed, Failures = 0, Attempts = 0, Generation = 6, ChangedAt = 50, Leases = null },
            Next(BreakerCommandKind.Reset, HalfOpen with { Attempts = 3 }, now: 50));
    }

    [Fact]
    public void An_outcome_from_before_the_row_belongs_to_it_until_the_first_transition()
    {
        var row = new BreakerRow { Generation = 7, Born = 7 };
        Assert.Equal(1, Next(BreakerCommandKind.Fail, row, now: 50)!.Failures);
        Assert.Null(Next(BreakerCommandKind.Fail, row with { Generation = 8 }, now: 50));
        Assert.Null(Next(BreakerCommandKind.Fail, row, now: 50, generation: 6));
        Assert.Null(Next(BreakerCommandKind.Fail, Open, now: 50, generation: 5));
    }

    private static BreakerRow? Next(BreakerCommandKind kind, BreakerRow row, long now, long generation = 0, string? cause = "cause") =>
        BreakerMachine.Next(row, new BreakerCommand
        {
            Kind = kind,
            Generation = generation,
            Now = now,
            UtcNow = 1_000 + now,
            Lease = 7,
            Break = 11,
            FailMax = 3,
            Ticket = 1,
            Cause = cause,
        });
}
