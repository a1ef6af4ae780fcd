using System.Collections.Immutable;
using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Journal;

public sealed class JournalAmendmentTests : IDisposable
{
    private const string Id = "20260102T030405Z-aaaaaa";
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private readonly TemporaryDirectory _root = new();
    private readonly ProcessEnvironment _environment;

    public JournalAmendmentTests() => _environment = new ProcessEnvironment(ImmutableDictionary<string, string>.Empty.Add("UNFAZED_STATE_DIR", _root["state"]), "/");

    public void Dispose() => _root.Dispose();

    [Fact]
    public void The_last_word_on_a_service_counts_and_keeps_its_place()
    {
        Record();

        Assert.True(JournalAmendment.TryAdd(_root.Path, _environment, Id, At, [Outcome("questdb", "failed"), Outcome("prometheus", "ok"), Outcome("questdb", "ok")]));

        var run = new RunArchive(State).Find(Id)!;
        Assert.Equal([("prometheus", "ok"), ("questdb", "ok")], run.Integrations.Select(static told => (told.Name, told.Status)));
        Assert.NotNull(run.Sealed);
    }

    [Fact]
    public void A_run_that_is_gone_or_a_journal_that_is_a_link_is_left_alone()
    {
        Assert.False(JournalAmendment.TryAdd(_root.Path, _environment, Id, At, [Outcome("questdb", "ok")]));
        Record();
        var journal = Path.Combine(_root.Path, ".unfazed", "runs", Id, JournalWriter.FileName);
        var victim = _root.Write("victim", "text");
        File.Delete(journal);
        File.CreateSymbolicLink(journal, victim);

        Assert.False(JournalAmendment.TryAdd(_root.Path, _environment, Id, At, [Outcome("questdb", "ok")]));
        Assert.False(JournalAmendment.TryAdd(_root.Path, _environment, "../../..", At, [Outcome("questdb", "ok")]));
        Assert.Equal("text", File.ReadAllText(victim));
    }

    private static IntegrationResult Outcome(string name, string status) => new(name, status, "x");

    private static IntegrationTold Told(string name, string status) => new(At, Outcome(name, status));

    private RootState State => RootState.Of(_root.Path, _environment);

    private void Record()
    {
        State.Add(Id);
        var folder = _root.MakeFolder(Path.Combine(".unfazed", "runs", Id));
        using var journal = JournalWriter.Open(folder);
        journal.Append(new RunBegan(new RunInfo { Id = Id, Project = "p", Root = _root.Path, StartedAt = At, Deadline = TimeSpan.FromMinutes(10) }, [], []));
        journal.Append(Told("prometheus", "pending"));
        journal.Append(Told("questdb", "pending"));
        journal.Append(new RunSealed(TimeSpan.FromSeconds(2), RunState.Complete, false, Verdict.Passed, 0));
    }
}
