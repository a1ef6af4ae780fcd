using System.Text;
using Unfazed.Core.Baselines;
using Unfazed.Core.Caching;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Syntax;
using Unfazed.Core.Journal;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;
using Unfazed.Core.Workspace.Digests;
using Unfazed.Testing.Fuzzing;

namespace Unfazed.Core.Tests.Fuzzing;

[Trait("Category", "Fuzz")]
public sealed class CoreFuzzTests
{
    private static readonly SettingSource File = new(SettingOrigin.ProjectFile, "f");

    private static readonly Observation Seen = new()
    {
        Ending = ObservationEnding.Completed,
        Message = "m",
        Findings = [new Finding { Tool = "flake8", Rule = "E501", Severity = Severity.Warning, Message = "long", Path = "a.py", Line = 3, Fingerprint = "00" }],
        Details = Observation.NoDetails.Add("n", 3L).Add("x", 1.5).Add("yes", true),
    };

    private static readonly JournalEntry[] Journal =
    [
        new RunBegan(
            new RunInfo { Id = "20260102T030405Z-aaaaaa", Project = "p", Root = "/r", StartedAt = DateTimeOffset.UnixEpoch, Deadline = TimeSpan.FromMinutes(10), NewSince = new KnownSince("origin/main", "1a2b", null), NarrowedTo = ["a"] },
            [new JournaledCheck("flake8", Dimension.CodeQuality, ValidationTier.Blocker, ".", null)],
            ["Python: no linter"]),
        new CheckBegan(0, DateTimeOffset.UnixEpoch),
        new CheckEnded(0, DateTimeOffset.UnixEpoch, Seen, TimeSpan.FromSeconds(1)),
        new RunSealed(TimeSpan.FromSeconds(2), RunState.Deadline, true, Verdict.Inconclusive, 4),
        new IntegrationTold(DateTimeOffset.UnixEpoch, new IntegrationResult("questdb", "failed", "no answer")),
    ];

    private static byte[] WholeJournal => [.. Journal.SelectMany(static entry => JournalCodec.Line(entry).ToArray())];

    // What git prints is git's, but for the names in it; a list of names is anybody's.
    private static IReadOnlyList<FuzzTarget> Targets =>
    [
        FuzzTarget.OfText("configuration in YAML", static text => YamlReader.Read(text, File, []), "version: 1 # c\ndeadline: 45s\nexclude: &all [\"a/**\", 'b ''c''', \"d\\t\"]\nchecks:\n  mypy: { tier: warning, exclude: *all }\n  text:\n    run: |\n      sh -c\n    pattern: >-\n      x\n? key\n: value\n") with { Documented = [typeof(ConfigSyntaxException)] },
        FuzzTarget.OfText("configuration in JSON", static text => JsonReader.Read(text, File, []), """{"version": 1, "exclude": ["a\u00e9", true, null, -1.5e3], "checks": {"x": {"run": ["a", {}]}, "y": false}}""") with { Documented = [typeof(ConfigSyntaxException)] },
        FuzzTarget.OfText("a glob", static text => Glob.Parse(text).IsMatch("a/b/c.py"), "**/*.{py,pyi}", "!src/[a-z]*/?x", "{a,{b,c}}/**") with { Documented = [typeof(FormatException)] },
        new FuzzTarget("a journal", static bytes => Read(bytes), WholeJournal),
        new FuzzTarget("a record of a journal", static bytes => JournalCodec.Parse(bytes), [.. Journal.Select(static entry => JournalCodec.Line(entry).ToArray())]),
        new FuzzTarget("a baseline", static bytes => BaselineReader.Parse(bytes), """{"version": 1, "findings": [{"fingerprint": "00112233445566778899aabbccddeeff", "tool": "t", "rule": "r", "path": "a", "count": 2}, null]}"""u8.ToArray()),
        new FuzzTarget("a cached result", static bytes => StoredAnswer.Read(bytes), new StoredAnswer(DateTimeOffset.UnixEpoch, Seen).Write().ToArray()),
        new FuzzTarget("a cached key", static bytes => LastKey.Read(bytes), new LastKey { At = DateTimeOffset.UnixEpoch, Parts = [new KeyPart(KeyPartKind.Git, "a", "b")], Inputs = "00" }.Write().ToArray()),
        new FuzzTarget("a cached list of inputs", static bytes => InputList.Read(bytes), new InputList([KeyValuePair.Create("a", "00"), KeyValuePair.Create("b", "11")]).Write()),
        new FuzzTarget("cached results of files", static bytes => AnswerBook.Read(bytes), new AnswerBook { Frame = new StoredAnswer(DateTimeOffset.UnixEpoch, Seen), WasWhole = true }.Write()),
        new FuzzTarget("remembered digests", static bytes => DigestMemoCodec.Read(bytes), DigestMemoCodec.Write([KeyValuePair.Create("a", new MemoEntry(new FileStamp(3, 1, 2, Executable: false), new FileHash(new string('0', 64), null), true))])),
        new FuzzTarget("git's list of files", static bytes => GitOutput.Read(bytes, Encoding.UTF8.GetString(bytes)), "H 100644 0123 0\ta b\0H 160000 0123 0\tsub\0? new\nline\0? emb/\0"u8.ToArray()) with { Documented = [typeof(WorkspaceException)] },
        new FuzzTarget("git's index", static bytes => GitIndexEntries.Read(bytes), "H 100644 0123456789012345678901234567890123456789 0\ta b\0"u8.ToArray()),
        new FuzzTarget("git's changes", static bytes => GitNameStatus.Read(bytes), "M\0a\0R100\0b\0c\0D\0d\0"u8.ToArray()) with { Documented = [typeof(WorkspaceException)] },
        new FuzzTarget("git's renames", static bytes => GitRenames.Read(bytes), "R100\0b\0c\0"u8.ToArray()),
        new FuzzTarget("git's patch", static bytes => GitPatch.Read(bytes), "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,2 +3,4 @@ x\n+y\n"u8.ToArray()),
        new FuzzTarget("a list of names", static bytes => PathList.Read(bytes), "a\0b/c\0"u8.ToArray()) with { Documented = [typeof(WorkspaceException)] },
    ];

    [Fact(Timeout = 900_000)]
    public async Task No_input_breaks_a_reader_or_takes_it_too_much_time_or_memory() => await Task.Run(static () => Fuzzer.Run(Targets));

    private static void Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        JournalReader.Assemble(JournalLines.Read(stream, 100_000));
    }
}
