using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Caching;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Digests;

namespace Unfazed.Core.Tests.Caching;

/// <summary>Whatever lies in a file of the cache: it is read as it was written, or not at all.</summary>
public sealed class StoredFileTests
{
    private const int Rounds = 4000;

    [Fact]
    public void What_was_wrapped_is_unwrapped_under_its_own_name_alone() => Prop.ForAll<string, byte[]>((name, content) =>
    {
        var bytes = StoredFile.Wrap(name ?? "", content);
        return StoredFile.Unwrap(name ?? "", bytes) is { } read && read.Span.SequenceEqual(content) && StoredFile.Unwrap(name + "x", bytes) is null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_changed_byte_or_a_lost_end_is_noticed()
    {
        var random = new Random(1);
        var content = new byte[300];
        random.NextBytes(content);
        var whole = StoredFile.Wrap("answers/ab", content);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            Assert.Null(StoredFile.Unwrap("answers/ab", bytes));
            Assert.Null(StoredFile.Unwrap("answers/ab", whole.AsMemory(0, random.Next(whole.Length))));
        }
    }

    [Fact]
    public void No_content_breaks_a_reader()
    {
        var random = new Random(2);
        ReadOnlyMemory<byte>[] samples = [Answer.Write(), Book().Write(), Key.Write(), Inputs.Write(), DigestMemoCodec.Write([KeyValuePair.Create("a", Memo)])];
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Damaged(samples[round % samples.Length].ToArray(), random);
            _ = StoredAnswer.Read(bytes);
            _ = AnswerBook.Read(bytes);
            _ = LastKey.Read(bytes);
            _ = InputList.Read(bytes);
            _ = DigestMemoCodec.Read(bytes);
            _ = GitIndexEntries.Read(bytes);
        }
    }

    [Fact]
    public void What_is_written_is_read_the_same()
    {
        Assert.Equal(Answer.Seen.Summary, StoredAnswer.Read(Answer.Write())!.Seen.Summary);
        Assert.Equal(Answer.At, StoredAnswer.Read(Answer.Write())!.At);
        Assert.Equal(Inputs.Entries.AsEnumerable(), InputList.Read(Inputs.Write())!.Entries);
        var key = LastKey.Read(Key.Write())!;
        Assert.Equal((Key.At, Key.Inputs), (key.At, key.Inputs));
        Assert.Equal(Key.Parts.AsEnumerable(), key.Parts);
        Assert.Equal(Key.Because.AsEnumerable(), key.Because);
        var book = AnswerBook.Read(Book().Write())!;
        Assert.True(book.WasWhole);
        Assert.Equal(Book().Clean.AsEnumerable(), book.Clean);
        Assert.Equal(Book().Found.Single().Value.Findings.AsEnumerable(), book.Found.Single().Value.Findings);
        Assert.Equal(Memo, DigestMemoCodec.Read(DigestMemoCodec.Write([KeyValuePair.Create("a\nb", Memo)]))["a\nb"]);
    }

    [Fact]
    public void An_answer_that_did_not_come_to_its_end_is_none() =>
        Assert.Null(StoredAnswer.Read((Answer with { Seen = Answer.Seen with { Ending = ObservationEnding.TimedOut } }).Write()));

    [Fact]
    public void A_book_keeps_what_is_newer_and_forgets_what_is_beyond_its_length()
    {
        var (first, second) = (CacheKey.FileKeyOf("a", "1"), CacheKey.FileKeyOf("b", "1"));
        var older = Book().With([KeyValuePair.Create(first, Found), KeyValuePair.Create(second, FileAnswer.Clean)], null);

        var newer = new AnswerBook { Frame = Answer }.With([KeyValuePair.Create(first, FileAnswer.Clean), KeyValuePair.Create(second, Found)], older);

        Assert.True(newer.WasWhole);
        Assert.Equal([first], newer.Clean.Where(key => key == first || key == second));
        Assert.Equal(Found, newer.Found[second]);
        Assert.False(newer.Found.ContainsKey(first));
    }

    internal static StoredAnswer Answer { get; } = new(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero), new Observation { Ending = ObservationEnding.Completed, Summary = "2 files", ExitCode = 1 });

    private static LastKey Key { get; } = new()
    {
        At = Answer.At,
        Inputs = "00",
        Parts = [new KeyPart(KeyPartKind.Tool, "version", "1.2"), new KeyPart(KeyPartKind.Variable, "LANG", KeyPart.Absent)],
        Because = [new KeyDifference(KeyPartKind.Package, "x", PartChange.Changed) { Before = "1", After = "2" }],
    };

    private static InputList Inputs { get; } = new([KeyValuePair.Create("a.py", "git:00"), KeyValuePair.Create("tab\tand\nline", "sha256:11")]);

    private static MemoEntry Memo { get; } = new(new FileStamp(1, 2, 3, Executable: true) { Inode = 4 }, new FileHash(new string('a', 64), new string('b', 40)), IsSettled: true) { IsGits = true };

    private static FileAnswer Found { get; } = new(1, [new Finding { Tool = "t", Rule = "R", Severity = Severity.Error, Path = "a", Message = "m" }]);

    private static AnswerBook Book() => new AnswerBook { Frame = Answer, WasWhole = true }
        .With([KeyValuePair.Create(CacheKey.FileKeyOf("x", "1"), FileAnswer.Clean), KeyValuePair.Create(CacheKey.FileKeyOf("y", "1"), Found)], null);

    private static byte[] Damaged(byte[] bytes, Random random)
    {
        for (var change = random.Next(1, 6); change > 0 && bytes.Length > 0; change--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes = bytes[..at];
                    break;
                default:
                    bytes = [.. bytes[..at], .. bytes[random.Next(at, bytes.Length)..], .. bytes[at..]];
                    break;
            }
        }

        return bytes;
    }
}
