using System.Collections.Immutable;
using SQLitePCL;
using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Resilience;

namespace Unfazed.Integrations.Outbox;

/// <summary>
/// Messages that wait for their services, in a file that all processes of the user share. It can never hold a run up: on a thread of its
/// own, within bounds, and given up for the rest of the process at its first fault.
/// </summary>
internal sealed class Outbox : IDisposable
{
    private const string FileName = "outbox.db";

    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _patience;
    private readonly OutboxFile? _file;
    private readonly OutboxTable? _table;
    private readonly StoreWorker? _worker;
    private int _givenUp;

    /// <summary>The user's outbox; opens nothing yet.</summary>
    /// <param name="environment">Says where it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="limits">How much may wait.</param>
    /// <param name="patience">How long one operation may take before it is given up; 2 s unless told: a busy machine must not cost a message.</param>
    public Outbox(ProcessEnvironment environment, TimeProvider time, OutboxLimits? limits = null, TimeSpan? patience = null)
    {
        _patience = patience ?? UsualPatience;
        if (StateDirectory.Of(environment) is not { } folder)
        {
            Fault = "there is no home directory: set UNFAZED_STATE_DIR";
            return;
        }

        // What others can write there they could send from here, and read.
        if (StateDirectory.Problem(environment) is { } problem)
        {
            Fault = problem;
            return;
        }

        Folder = folder;

        // Another process that closes it writes its log back first: on a busy disk that takes longer than one statement.
        _file = new OutboxFile(Path.Combine(folder, FileName), (int)(_patience / 2).TotalMilliseconds);
        _table = new OutboxTable(_file, time, limits ?? new OutboxLimits());
        _worker = new StoreWorker(Batteries_V2.Init, _file.Dispose);
    }

    /// <summary>The folder that holds it; null without one.</summary>
    public string? Folder { get; }

    /// <summary>Why it cannot be used (any longer), for people; null while it can.</summary>
    public string? Fault { get; private set; }

    /// <summary>What was lost, for people: the file was damaged and has been moved aside; null as a rule.</summary>
    public string? Loss => _file is { IsMovedAside: true } ? $"the outbox {Path.Combine(Folder!, FileName)} was damaged and has been moved aside: runs that waited in it are lost" : null;

    /// <summary>Whether nothing waits because nothing was ever told: asks the file system alone.</summary>
    public bool IsAbsent => _file is null or { Exists: false };

    /// <summary>Loads its code on its own thread, so that it is there when it is needed.</summary>
    public void Prepare() => _worker?.Post(new StoreCall(static () => { }));

    /// <summary>Adds messages; null when it cannot keep them.</summary>
    public OutboxAddition? Add(ImmutableArray<OutboxMessage> messages) => TryRun(table => table.Add(messages));

    /// <summary>Takes messages for sending; none when it cannot be used.</summary>
    public ImmutableArray<OutboxMessage> Claim(OutboxClaim wanted) => TryRun(table => table.Claim(wanted).ToArray()) is { } claimed ? [.. claimed] : [];

    /// <summary>They arrived.</summary>
    public void Done(Recipient to, ImmutableArray<OutboxMessage> messages) => Run(table => table.Done(to, messages));

    /// <summary>They are not sent any more: the service has newer ones.</summary>
    public void Discard(ImmutableArray<OutboxMessage> messages) => Run(table => table.Discard(messages));

    /// <summary>They did not, and wait on.</summary>
    public void GiveBack(Recipient to, ImmutableArray<OutboxMessage> messages, Setback? setback) => Run(table => table.GiveBack(to, messages, setback));

    /// <summary>Until when a service asked to be left alone; null for now.</summary>
    public DateTimeOffset? RestUntil(Recipient to) => IsAbsent ? null : TryRun(table => new DateTimeOffset?[] { table.RestUntil(to) })?[0];

    /// <summary>How it stands with every service that was ever told something.</summary>
    public ImmutableArray<RecipientState> States() => IsAbsent ? [] : TryRun(static table => table.States().ToArray()) is { } states ? [.. states] : [];

    public void Dispose() => _worker?.Stop();

    private void Run(Action<OutboxTable> work) => TryRun(table =>
    {
        work(table);
        return table;
    });

    private T? TryRun<T>(Func<OutboxTable, T> work)
        where T : class
    {
        if (_worker is null || Volatile.Read(ref _givenUp) != 0)
        {
            return null;
        }

        T? answer = null;
        var call = new StoreCall(() => answer = work(_table!));
        _worker.Post(call);
        if (!_worker.WaitUntilPrepared(_patience) || !call.Wait(_patience))
        {
            return GiveUp<T>("it does not answer");
        }

        return call.Error is { } error ? GiveUp<T>(error.Message) : answer;
    }

    private T? GiveUp<T>(string why)
        where T : class
    {
        if (Interlocked.Exchange(ref _givenUp, 1) == 0)
        {
            Fault = why;
            _worker!.Stop();
        }

        return null;
    }
}
