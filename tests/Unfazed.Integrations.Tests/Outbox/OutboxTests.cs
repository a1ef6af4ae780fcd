using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Integrations.Outbox;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Outbox;

public sealed class OutboxTests : IDisposable
{
    private static readonly Recipient To = new("questdb", "http://host:9000");
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new();
    private readonly TemporaryDirectory _state = new();
    private readonly List<Integrations.Outbox.Outbox> _opened = [];

    public void Dispose()
    {
        _opened.ForEach(static outbox => outbox.Dispose());
        _state.Dispose();
    }

    [Fact]
    public void What_was_added_waits_over_processes_until_it_is_done()
    {
        Open().Add([Message("a"), Message("b")]);
        var other = Open();

        var own = other.Claim(Take(10, run: "b"));
        var older = other.Claim(Take(10));
        other.Done(To, [.. own, .. older]);

        Assert.Equal(["b", "a"], own.Concat(older).Select(static message => message.Run));
        Assert.Equal("body of a\0", older[0].Body + "\0");
        Assert.Equal(0, Assert.Single(Open().States()).Waiting);
    }

    [Fact]
    public void What_one_process_sends_no_other_takes_until_its_lease_is_over()
    {
        var one = Open();
        var other = Open();
        one.Add([Message("a")]);
        Assert.Single(one.Claim(Take(10)));

        Assert.Empty(other.Claim(Take(10)));
        _clock.Advance(Lease);
        Assert.Single(other.Claim(Take(10)));

        // The first one comes back late: the message is not its any more.
        one.Done(To, [Message("a") with { Id = 1 }]);
        Assert.Equal(1, Assert.Single(Open().States()).Waiting);
    }

    [Fact]
    public void Of_a_group_only_the_newest_is_kept_whatever_the_order_in_which_they_came()
    {
        var outbox = Open();
        outbox.Add([Message("old", group: "g", minute: 1)]);
        outbox.Add([Message("new", group: "g", minute: 3), Message("other", group: "h", minute: 1)]);
        outbox.Add([Message("middle", group: "g", minute: 2)]);

        Assert.Equal(["other", "new"], outbox.Claim(Take(10)).Select(static message => message.Run));
    }

    [Fact]
    public void While_an_older_one_of_a_group_is_being_sent_the_newer_waits()
    {
        var one = Open();
        var other = Open();
        one.Add([Message("old", group: "g", minute: 1)]);
        var sending = one.Claim(Take(10));
        other.Add([Message("new", group: "g", minute: 2)]);

        Assert.Empty(other.Claim(Take(10, run: "new")));
        one.Done(To, sending);
        Assert.Equal("new", Assert.Single(one.Claim(Take(10))).Run);
    }

    [Fact]
    public void Beyond_the_number_the_oldest_are_dropped_counted_and_said()
    {
        var outbox = Open(new OutboxLimits { MostMessages = 3 });
        outbox.Add([.. Enumerable.Range(1, 3).Select(static minute => Message($"r{minute}", minute: minute))]);

        var dropped = outbox.Add([Message("r4", minute: 4), Message("r5", minute: 5)])!.Dropped;

        Assert.Equal((To, 2), Assert.Single(dropped));
        Assert.Equal(2, Assert.Single(outbox.States()).Dropped);
        Assert.Equal(["r3", "r4", "r5"], outbox.Claim(Take(10)).Select(static message => message.Run));
    }

    [Fact]
    public void Beyond_the_bytes_and_the_age_as_well()
    {
        var outbox = Open(new OutboxLimits { MostBytes = 25, LongestAge = TimeSpan.FromMinutes(30) });
        outbox.Add([Message("r1", minute: 1), Message("r2", minute: 2), Message("r3", minute: 3)]);
        Assert.Equal(2, Assert.Single(outbox.States()).Waiting);

        _clock.Advance(TimeSpan.FromHours(1));
        outbox.Add([Message("r9", minute: 60)]);

        var state = Assert.Single(outbox.States());
        Assert.Equal((1, 3), (state.Waiting, state.Dropped));
    }

    [Fact]
    public void A_message_that_was_refused_rests_and_lets_others_pass()
    {
        var outbox = Open();
        outbox.Add([Message("bad", minute: 1), Message("good", minute: 2)]);
        outbox.GiveBack(To, outbox.Claim(Take(1, run: "bad")), new Setback("no such table", TimeSpan.FromMinutes(5), OfMessage: true));

        Assert.Equal("good", Assert.Single(outbox.Claim(Take(10))).Run);
        Assert.Equal("bad", Assert.Single(outbox.Claim(Take(10, includesResting: true))).Run);
        Assert.Equal("no such table", Assert.Single(outbox.States()).LastError);
    }

    [Fact]
    public void A_service_that_asks_for_it_rests_as_a_whole_unless_the_clock_is_wrong()
    {
        var outbox = Open();
        outbox.Add([Message("a")]);
        outbox.GiveBack(To, outbox.Claim(Take(1, run: "a")), new Setback("busy", TimeSpan.FromMinutes(5)));

        Assert.Equal(_clock.GetUtcNow().AddMinutes(5), outbox.RestUntil(To));
        _clock.StepWallClock(TimeSpan.FromDays(-1));
        Assert.Null(outbox.RestUntil(To));
        _clock.StepWallClock(TimeSpan.FromDays(1));
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(outbox.RestUntil(To));
    }

    [Fact]
    public void A_batch_ends_at_its_bytes_and_a_larger_message_goes_alone()
    {
        var outbox = Open();
        outbox.Add([Message("r1", minute: 1), Message("r2", minute: 2) with { Body = new string('x', 100) }, Message("r3", minute: 3), Message("r4", minute: 4), Message("r5", minute: 5)]);
        var small = Take(10) with { MaxBytes = 25 };

        Assert.Equal(["r1"], outbox.Claim(small).Select(static message => message.Run));
        Assert.Equal(["r2"], outbox.Claim(small).Select(static message => message.Run));
        Assert.Equal(["r3", "r4"], outbox.Claim(small).Select(static message => message.Run));
    }

    [Fact]
    public void A_run_of_a_clock_that_ran_ahead_neither_deletes_the_real_one_nor_outlives_it()
    {
        var outbox = Open();
        _clock.StepWallClock(TimeSpan.FromDays(730));
        outbox.Add([Message("ahead", group: "g") with { RunAt = _clock.GetUtcNow() }]);
        _clock.StepWallClock(TimeSpan.FromDays(-730));
        outbox.Add([Message("real", group: "g") with { RunAt = _clock.GetUtcNow() }]);

        Assert.Equal("real", Assert.Single(outbox.Claim(Take(10))).Run);
    }

    [Fact]
    public void What_another_process_delivers_is_counted_with_the_end_of_its_lease()
    {
        var outbox = Open();
        outbox.Add([Message("a"), Message("b")]);
        Open().Claim(Take(1));

        var state = Assert.Single(outbox.States());

        Assert.Equal((2, 1, _clock.GetUtcNow() + Lease), (state.Waiting, state.InDelivery, state.InDeliveryUntil));
        _clock.Advance(Lease);
        Assert.Equal(0, Assert.Single(outbox.States()).InDelivery);
    }

    [Fact]
    public void The_file_shrinks_when_what_waited_was_delivered()
    {
        var outbox = Open();
        outbox.Add([.. Enumerable.Range(0, 40).Select(static number => Message($"r{number}") with { Body = new string('x', 200_000) })]);
        outbox.Done(To, outbox.Claim(Take(1_000)));
        outbox.Dispose();
        Open().States();

        Assert.InRange(new FileInfo(_state["outbox.db"]).Length + new FileInfo(_state["outbox.db"]).Directory!.GetFiles("outbox.db-wal").Sum(static file => file.Length), 1, 1_000_000);
    }

    [Fact]
    public void A_damaged_file_is_moved_aside_and_begun_anew()
    {
        _state.Write("outbox.db", string.Concat(Enumerable.Repeat("no database\n", 1_000)));

        var outbox = Open();
        Assert.NotNull(outbox.Add([Message("a")]));
        Assert.Single(Open().Claim(Take(10)));
        Assert.True(File.Exists(_state["outbox.db.corrupt"]));
        Assert.Contains("was damaged and has been moved aside: runs that waited in it are lost", outbox.Loss, StringComparison.Ordinal);
        Assert.Null(Open().Loss);
    }

    [Fact]
    public void A_file_that_cannot_be_used_costs_an_answer_and_nothing_else()
    {
        _state.MakeFolder("outbox.db");
        var outbox = Open();

        Assert.Null(outbox.Add([Message("a")]));
        Assert.NotNull(outbox.Fault);
        Assert.Empty(outbox.States());
    }

    [Fact]
    public void A_state_directory_that_others_may_write_holds_no_outbox()
    {
        File.SetUnixFileMode(_state.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);

        var outbox = Open();

        Assert.Null(outbox.Add([Message("a")]));
        Assert.Contains("others can write to", outbox.Fault, StringComparison.Ordinal);
        Assert.False(File.Exists(_state["outbox.db"]));
    }

    [Fact]
    public void Only_the_user_may_read_it_and_looking_makes_none()
    {
        Assert.Empty(Open().States());
        Assert.False(File.Exists(_state["outbox.db"]));
        Open().Add([Message("a")]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_state["outbox.db"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_outbox_that_another_process_holds_for_a_moment_loses_nothing()
    {
        Open().Add([]);
        Assert.Equal(SQLitePCL.raw.SQLITE_OK, SQLitePCL.raw.sqlite3_open(_state["outbox.db"], out var other));
        using var held = other;
        Assert.Equal(SQLitePCL.raw.SQLITE_OK, SQLitePCL.raw.sqlite3_exec(other, "BEGIN EXCLUSIVE"));

        var adding = Task.Run(() => Open().Add([Message("a")]));

        // SQLite waits by no clock but the machine's.
        await Task.WhenAny(adding, Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System));
        Assert.Equal(SQLitePCL.raw.SQLITE_OK, SQLitePCL.raw.sqlite3_exec(other, "COMMIT"));

        Assert.NotNull(await adding);
        Assert.Single(Open().Claim(Take(10)));
    }

    [Fact(Timeout = 120_000)]
    public async Task Many_at_once_lose_nothing_and_send_nothing_twice()
    {
        const int Writers = 8;
        const int Rounds = 20;
        Open().Add([]);
        var taken = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            // As patient as no run is: what is asked here is that nothing is lost.
            using var file = new OutboxFile(_state["outbox.db"], busyMilliseconds: 50_000);
            var table = new OutboxTable(file, _clock, new OutboxLimits());
            var mine = new List<string>();
            for (var round = 0; round < Rounds; round++)
            {
                table.Add([Message($"w{writer}r{round}")]);
                var claimed = table.Claim(Take(2));
                mine.AddRange(claimed.Select(static message => message.Run));
                table.Done(To, claimed);
            }

            return mine;
        })));

        var left = Open().Claim(Take(1_000)).Select(static message => message.Run);
        var all = taken.SelectMany(static runs => runs).Concat(left).ToList();
        Assert.Equal(Writers * Rounds, all.Count);
        Assert.Equal(all.Count, all.Distinct().Count());
    }

    private Integrations.Outbox.Outbox Open(OutboxLimits? limits = null)
    {
        var outbox = new Integrations.Outbox.Outbox(
            new ProcessEnvironment(ImmutableDictionary<string, string>.Empty.Add("UNFAZED_STATE_DIR", _state.Path), "/"), _clock, limits, TimeSpan.FromSeconds(50));
        lock (_opened)
        {
            _opened.Add(outbox);
        }

        return outbox;
    }

    private static OutboxClaim Take(int most, string run = "", bool includesResting = false) =>
        new(To, Lease) { MaxMessages = most, Run = run, IncludesResting = includesResting };

    private static OutboxMessage Message(string run, string? group = null, int minute = 1) =>
        new(To, run, "/repo", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute)) { Group = group ?? run, Body = $"body of {run}" };
}
