using System.Collections.Immutable;
using System.Text;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Orchestration;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Journal;

public sealed class JournalTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private static readonly RunBegan Began = new(
        new RunInfo { Id = "20260102T030405Z-aaaaaa", Project = "p\"\n", Root = "/r", StartedAt = At, Deadline = TimeSpan.FromMinutes(10), NewSince = new KnownSince("origin/main", "1a2b", null), NarrowedTo = ["a", "b/c"] },
        [new JournaledCheck("flake8", Dimension.CodeQuality, ValidationTier.Blocker, ".", null), new JournaledCheck("fmt", Dimension.Format, ValidationTier.Warning, "a b", "fmt --fix")],
        ["Python: no linter"]);

    private static readonly CheckEnded Ended = new(0, At, new Observation
    {
        Ending = ObservationEnding.Error,
        Error = ErrorCodes.UnreadableFile,
        Message = "it could not read \u001b[31mb.py",
        ExitCode = 1,
        Version = "5.0.4",
        Command = ["flake8", "--x", "a\nb"],
        Details = Observation.NoDetails.Add("n", 3L).Add("x", 1.5).Add("yes", true).Add("list", ImmutableArray.Create("a", "b")).Add("text", "t"),
        Findings = [new Finding { Tool = "flake8", Rule = "E501", Severity = Severity.Warning, Message = "long \ud83d\ude00", Path = "a.py", Line = 3, Fingerprint = "00" }],
        Attempts = 1,
        KilledProcesses = 2,
    }, TimeSpan.FromMilliseconds(1234));

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 360_000)]
    public Task A_record_of_megabytes_is_written_in_pieces_and_reads_back_whole()
    {
        var entry = Ended with { Seen = Ended.Seen with { Findings = [.. Enumerable.Range(0, 50_000).Select(static line => new Finding { Tool = "t", Rule = "r", Severity = Severity.Note, Message = "a message", Path = "a.py", Line = line + 1 })] } };
        var pieces = new CountingStream();

        JournalCodec.Write(entry, pieces);

        var line = pieces.ToArray();
        Assert.True(pieces.Writes > 10 && line.Length > 1_000_000);
        Assert.Equal(50_000, Assert.IsType<CheckEnded>(JournalCodec.Parse(line.AsMemory()[..^1])).Seen.Findings.Length);
        line[line.Length / 2] ^= 1;
        Assert.Null(JournalCodec.Parse(line.AsMemory()[..^1]));
        return Task.CompletedTask;
    }

    [Fact]
    public void Every_record_reads_back_as_it_was()
    {
        JournalEntry[] entries = [Began, new CheckBegan(0, At), Ended, new RunSealed(TimeSpan.FromSeconds(2), RunState.Deadline, true, Verdict.Inconclusive, 4),
            new IntegrationTold(At, new IntegrationResult("questdb", "failed", "no answer\n within 500 ms"))];

        foreach (var entry in entries)
        {
            var line = JournalCodec.Line(entry);
            var again = JournalCodec.Parse(line[..^1]);
            Assert.NotNull(again);
            Assert.Equal(Encoding.UTF8.GetString(line.Span), Encoding.UTF8.GetString(JournalCodec.Line(again).Span));
            Assert.Equal(1, Encoding.UTF8.GetString(line.Span).Count(static character => character == '\n'));
        }
    }

    [Fact]
    public void A_journal_that_was_cut_off_anywhere_gives_all_that_was_written_whole()
    {
        Write(Began, new CheckBegan(0, At), Ended);
        var path = Path.Combine(_folder.Path, JournalWriter.FileName);
        var whole = File.ReadAllBytes(path);
        var firstLine = Array.IndexOf(whole, (byte)'\n') + 1;

        for (var length = firstLine; length <= whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            var run = JournalReader.Read(_folder.Path);
            Assert.NotNull(run);
            Assert.Equal(2, run.Began.Checks.Length);
            Assert.Null(run.Sealed);
        }

        File.WriteAllBytes(path, whole);
        Assert.Equal("5.0.4", JournalReader.Read(_folder.Path)!.Ended[0].Seen.Version);
    }

    [Fact]
    public void Random_bytes_in_a_journal_are_passed_over()
    {
        var random = new Random(20260102);
        Write(Began, Ended);
        var path = Path.Combine(_folder.Path, JournalWriter.FileName);
        var whole = File.ReadAllBytes(path);
        for (var round = 0; round < 500; round++)
        {
            var damaged = (byte[])whole.Clone();
            for (var change = 0; change < 1 + (round % 20); change++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(path, damaged);
            _ = JournalReader.Read(_folder.Path);
        }

        File.WriteAllBytes(path, []);
        Assert.Null(JournalReader.Read(_folder.Path));
    }

    [Fact(Timeout = 360_000)]
    public async Task No_single_bit_turns_a_blocked_run_into_one_that_passed()
    {
        var clean = new Observation { Ending = ObservationEnding.Completed, Attempts = 1 };
        var found = clean with { Findings = [new Finding { Tool = "flake8", Rule = "E501", Severity = Severity.Warning, Message = "long", Path = "a.py", Line = 3, Fingerprint = "00" }] };
        Write(Began, new CheckBegan(0, At), Ended with { Seen = found }, Ended with { Index = 1, Seen = clean }, new RunSealed(TimeSpan.FromSeconds(2), RunState.Complete, false, Verdict.Blocked, 1));
        var path = Path.Combine(_folder.Path, JournalWriter.FileName);
        var whole = await File.ReadAllBytesAsync(path);
        Assert.Equal(Verdict.Blocked, StoredReport.Of(JournalReader.Read(_folder.Path)!, new UnfazedConfiguration()).Verdict);

        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            whole[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(path, whole);
            var report = JournalReader.Read(_folder.Path) is { } stored ? StoredReport.Of(stored, new UnfazedConfiguration()) : null;
            Assert.True(report?.Verdict != Verdict.Passed, $"bit {bit % 8} of byte {bit / 8}");
            whole[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_run_with_a_damaged_record_was_cut_off_and_damage_behind_its_end_changes_nothing()
    {
        var end = new RunSealed(TimeSpan.FromSeconds(2), RunState.Complete, false, Verdict.Passed, 0);
        var told = new IntegrationTold(At, new IntegrationResult("questdb", "ok", ""));
        ReadOnlyMemory<byte>[] lines = [.. ((JournalEntry[])[Began, Ended, end, told]).Select(static entry => JournalCodec.Line(entry)[..^1])];

        Assert.NotNull(JournalReader.Assemble(lines)!.Sealed);
        Assert.NotNull(JournalReader.Assemble([.. lines[..3], lines[3][..20]])!.Sealed);
        Assert.Null(JournalReader.Assemble([lines[0], lines[1][..20], .. lines[2..]])!.Sealed);
        Assert.NotNull(JournalReader.Assemble([lines[0], "{\"record\":\"of a later version\"}"u8.ToArray(), .. lines[2..]])!.Sealed);
    }

    [Fact]
    public void A_journal_without_checksums_still_reads()
    {
        ReadOnlyMemory<byte>[] lines = [.. ((JournalEntry[])[Began, Ended]).Select(static entry => WithoutSum(JournalCodec.Line(entry)))];

        Assert.Equal(("5.0.4", 2), (JournalReader.Assemble(lines)!.Ended[0].Seen.Version, JournalReader.Assemble(lines)!.Began.Checks.Length));
    }

    [Fact]
    public void What_a_fingerprint_is_computed_from_is_kept()
    {
        var finding = Ended.Seen.Findings[0] with { Identity = "", Occurrences = 3 };
        var again = (CheckEnded)JournalCodec.Parse(JournalCodec.Line(Ended with { Seen = Ended.Seen with { Findings = [finding] } })[..^1])!;

        Assert.Equal(("", 3), (again.Seen.Findings[0].Identity, again.Seen.Findings[0].Occurrences));
    }

    [Fact]
    public void The_first_end_of_a_check_counts()
    {
        Write(Began, Ended, Ended with { Duration = TimeSpan.FromHours(1) });

        Assert.Equal(TimeSpan.FromMilliseconds(1234), JournalReader.Read(_folder.Path)!.Ended[0].Duration);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_said_and_no_harm()
    {
        using var journal = JournalWriter.Open(Path.Combine(_folder.Path, "not", "there"));

        Assert.Contains("not recorded", journal.Warning, StringComparison.Ordinal);
        Assert.False(journal.Append(Began));
    }

    [Fact]
    public void A_full_disk_is_said_once_and_no_harm()
    {
        var file = Path.Combine(_folder.Path, JournalWriter.FileName);
        File.CreateSymbolicLink(file, "/dev/full");
        using var journal = JournalWriter.Open(_folder.Path);

        // A link is never followed: the journal is made anew or not at all.
        Assert.False(journal.Append(Began));
        Assert.NotNull(journal.Warning);
    }

    private static ReadOnlyMemory<byte> WithoutSum(ReadOnlyMemory<byte> line)
    {
        var text = Encoding.UTF8.GetString(line.Span);
        return Encoding.UTF8.GetBytes(text[..text.LastIndexOf(",\"sum\"", StringComparison.Ordinal)] + "}");
    }

    private void Write(params JournalEntry[] entries)
    {
        using var journal = JournalWriter.Open(_folder.Path);
        Assert.All(entries, entry => Assert.True(journal.Append(entry)));
    }

    private sealed class CountingStream : MemoryStream
    {
        public int Writes { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Writes++;
            base.Write(buffer);
        }
    }
}
