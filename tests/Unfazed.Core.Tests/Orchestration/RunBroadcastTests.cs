using Unfazed.Core.Orchestration;
using Unfazed.Core.Redaction;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class RunBroadcastTests
{
    private const int Limit = 120_000;

    private static readonly RunEvent Event = new RunFinished(default, null!);

    [Fact(Timeout = Limit)]
    public async Task No_event_is_shown_before_the_journal_has_recorded_it()
    {
        using var mayRecord = new SemaphoreSlim(0);
        var recorded = 0;
        var shown = new List<int>();
        var broadcast = Broadcast(
            _ =>
            {
                mayRecord.Wait();
                Interlocked.Increment(ref recorded);
            },
            _ => shown.Add(Volatile.Read(ref recorded)));

        for (var number = 1; number <= 3; number++)
        {
            broadcast.Publish(Event);
            mayRecord.Release();
        }

        await CompleteAsync(broadcast);
        Assert.Equal(3, shown.Count);
        Assert.All(shown, static (before, index) => Assert.True(before > index, $"event {index + 1} was shown when {before} were recorded"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_journal_that_never_returns_costs_the_listeners_no_event()
    {
        using var end = new ManualResetEventSlim();
        var shown = 0;
        var broadcast = Broadcast(_ => end.Wait(), _ => shown++);

        for (var number = 1; number <= 100; number++)
        {
            broadcast.Publish(Event);
        }

        await Task.Run(broadcast.CompleteListeners);
        Assert.Equal(100, shown);
        end.Set();
    }

    [Fact(Timeout = Limit)]
    public async Task A_journal_that_cannot_be_written_holds_no_event_back()
    {
        var shown = 0;
        var broadcast = Broadcast(static _ => throw new IOException("No space left on device"), _ => shown++);

        broadcast.Publish(Event);
        broadcast.Notice("this run is not recorded");
        broadcast.Publish(Event);

        await CompleteAsync(broadcast);
        Assert.Equal(3, shown);
    }

    private static Task CompleteAsync(RunBroadcast broadcast) => Task.Run(() =>
    {
        broadcast.CompleteListeners();
        broadcast.CompleteJournal();
    });

    private static RunBroadcast Broadcast(Action<RunEvent> journal, Action<RunEvent> listener) =>
        new(new Listener(journal), [new Listener(listener)], TimeProvider.System) { Secrets = new RunSecrets(Redactor.None, new WorkspaceSnapshot("/", isGit: false, [])) };

    private sealed class Listener(Action<RunEvent> act) : IRunListener
    {
        public void On(RunEvent runEvent) => act(runEvent);
    }
}
