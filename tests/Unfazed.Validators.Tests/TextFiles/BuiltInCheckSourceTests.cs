using System.Collections.Immutable;
using System.Text;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Workspace;
using Unfazed.Testing;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Tests.TextFiles;

public sealed class BuiltInCheckSourceTests
{
    private static readonly SettingSource Here = new(SettingOrigin.ProjectFile, "unfazed.yaml", 1, 1);
    private static readonly Setting<HygieneRuleSettings> Off = new(new HygieneRuleSettings { Enabled = false }, Here);

    [Fact(Timeout = 120_000)]
    public async Task Two_checks_are_on_everywhere_and_say_how_much_they_looked_at()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("a.txt", "a\n");
        folder.Write("sub/b.txt", "b\n");
        var checks = Examinations.Discover(Examinations.Snapshot(folder)).Checks;
        Assert.Equal([("secrets", "security"), ("hygiene", "lint")], checks.Select(check => (check.Name, check.Dimension.Name)));
        foreach (var check in checks)
        {
            var seen = await Examinations.RunAsync(check, Examinations.Snapshot(folder));
            Assert.Equal((ObservationEnding.Completed, "2 files"), (seen.Ending, seen.Summary));
        }
    }

    [Fact]
    public void Without_detection_only_what_is_listed_is_expected()
    {
        using var folder = new TemporaryDirectory();
        var configuration = new UnfazedConfiguration
        {
            Detect = new Setting<bool>(false, Here),
            Checks = [new CheckSettings { Name = "hygiene", Source = Here }],
        };
        Assert.Equal("hygiene", Assert.Single(Examinations.Discover(Examinations.Snapshot(folder), configuration).Checks).Name);
    }

    [Fact(Timeout = 120_000)]
    public async Task Selection_files_and_exclude_narrow_what_is_looked_at()
    {
        using var folder = new TemporaryDirectory();
        foreach (var path in new[] { "a.py", "b.py", "c.txt", "old/d.py" })
        {
            folder.Write(path, "x ");
        }

        var configuration = new UnfazedConfiguration
        {
            Checks =
            [
                new CheckSettings
                {
                    Name = "hygiene",
                    Source = Here,
                    Files = new Setting<ImmutableArray<string>>(["*.py"], Here),
                    Exclude = new Setting<ImmutableArray<string>>(["old/**"], Here),
                },
            ],
        };
        var seen = await Examinations.RunAsync(folder, "hygiene", configuration, new FileSelection(["b.py", "c.txt", "old/d.py"]));
        Assert.Equal("1 file", seen.Summary);
        Assert.All(seen.Findings, finding => Assert.Equal("b.py", finding.Path));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_rule_that_is_switched_off_finds_nothing()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("a.json", "{ ");
        var off = ImmutableDictionary<string, Setting<HygieneRuleSettings>>.Empty.Add("check-json", Off).Add("trailing-whitespace", Off);
        var seen = await Examinations.RunAsync(folder, "hygiene", new UnfazedConfiguration { Hygiene = off });
        Assert.Equal("end-of-file-fixer", Assert.Single(seen.Findings).Rule);
    }

    [Fact(Timeout = 120_000)]
    public async Task Binary_files_and_links_are_no_text_files()
    {
        using var folder = new TemporaryDirectory();
        Examinations.WriteFile(folder, "a.json", [0x7B, 0, 0x20]);
        Examinations.WriteFile(folder, "b.pdf", "%PDF-1.4 \n"u8.ToArray());
        File.CreateSymbolicLink(folder["c.txt"], "a.json");
        var seen = await Examinations.RunAsync(folder, "hygiene");
        Assert.Equal((ObservationEnding.Skipped, "no text file"), (seen.Ending, seen.Message));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_file_that_cannot_be_read_is_an_error_and_costs_no_other_finding()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("a.txt", "x ");
        folder.Write("gone.txt", "x");
        var workspace = Examinations.Snapshot(folder);
        var checks = Examinations.Discover(workspace).Checks;
        File.Delete(folder["gone.txt"]);
        foreach (var check in checks)
        {
            var seen = await Examinations.RunAsync(check, workspace);
            Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile), (seen.Ending, seen.Error));
            Assert.Contains("gone.txt", seen.Message, StringComparison.Ordinal);
            Assert.Equal(check.Name == "hygiene" ? 2 : 0, seen.Findings.Length);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_check_that_is_stopped_leaves_the_other_its_whole_answer()
    {
        using var folder = new TemporaryDirectory();
        for (var i = 0; i < 200; i++)
        {
            folder.Write($"f{i}.txt", "x ");
        }

        var workspace = Examinations.Snapshot(folder);
        var checks = Examinations.Discover(workspace).Checks;
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var stopped = await Examinations.RunAsync(checks[0], workspace, stop.Token);
        var whole = await Examinations.RunAsync(checks[1], workspace);
        Assert.Equal(ObservationEnding.TimedOut, stopped.Ending);
        Assert.Equal((ObservationEnding.Completed, 400), (whole.Ending, whole.Findings.Length));
    }

    [Fact(Timeout = 120_000)]
    public async Task Findings_beyond_the_most_that_are_kept_are_counted_and_make_the_rest_unforgivable()
    {
        using var folder = new TemporaryDirectory();

        // One finding more is the note about the size of the file.
        folder.Write("a.py", string.Concat(Enumerable.Repeat("breakpoint()\n", TextFileValidator.MaxFindings + 6)));

        var seen = await Examinations.RunAsync(folder, "hygiene");

        Assert.Equal(TextFileValidator.MaxFindings, seen.Findings.Length);
        Assert.Equal(7L, seen.Details["findings_left_out"].Value);
        Assert.Equal("only 100000 of its 100007 findings are kept", seen.Incomplete);
    }

    [Fact(Timeout = 120_000)]
    public async Task Checks_that_run_at_once_and_one_after_the_other_see_the_same()
    {
        using var folder = new TemporaryDirectory();
        for (var i = 0; i < 300; i++)
        {
            folder.Write($"f{i}.yaml", i % 3 == 0 ? "a: [\n" : "AKI" + "AQ3EGRDW7LKPN2ZTV: 1 \n");
        }

        var workspace = Examinations.Snapshot(folder);
        var at = await Task.WhenAll(Examinations.Discover(workspace).Checks.Select(check => Task.Run(() => Examinations.RunAsync(check, workspace))));
        Assert.Equal(200, at[0].Findings.Length);
        Assert.Equal(100, at[1].Findings.Count(static finding => finding.Rule == "check-yaml"));
        var checks = Examinations.Discover(workspace).Checks;
        var again = await Examinations.RunAsync(checks[1], workspace);
        Assert.Equal(Places(at[1]), Places(again));
        folder.Write("f0.yaml", "a: 1\n");
        Assert.Equal(again.Findings.Length - 1, (await Examinations.RunAsync(checks[1], workspace)).Findings.Length);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_file_beyond_the_limit_is_read_in_blocks_and_its_syntax_is_a_note()
    {
        using var folder = new TemporaryDirectory();
        var line = "\"" + new string('x', 1021) + "\" \n";
        folder.Write("a.json", string.Concat(Enumerable.Repeat(line, (TextFileReader.WholeFileLimit / line.Length) + 10)));
        var seen = await Examinations.RunAsync(folder, "hygiene");
        Assert.Equal(["check-added-large-files", "check-json", "trailing-whitespace"], seen.Findings.Select(finding => finding.Rule).Order(StringComparer.Ordinal));
        var lines = ((TextFileReader.WholeFileLimit / line.Length) + 10).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"{lines} lines", seen.Findings.Single(finding => finding.Rule == "trailing-whitespace").Message, StringComparison.Ordinal);
        Assert.All(seen.Findings, finding => Assert.Equal(Severity.Note, finding.Severity));
    }

    [Fact(Timeout = 120_000)]
    public async Task No_file_of_random_or_mutated_content_breaks_a_check()
    {
        using var folder = new TemporaryDirectory();
        var random = new Random(77);
        string[] seeds = ["{\"a\": [1, true, null, \"\\u00e9\"], \"b\": {}}", "a: &x [1, {b: c}]\n? k\n: |\n  t\n---\n- *x\n- !t 'q'\n", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e 'x'>]><a b='&e;'><![CDATA[x]]><!-- c --></a>", "a.b = [1, {c = 'd'}]\n[t.u]\ne = 1979-05-27T07:32:00Z # x\n[[v]]\n\"w\" = \"\"\"\n\\\"\"\"\"\n", "import os, pdb\ndef f(x: int):\n    r\"\"\"t\"\"\"; breakpoint()\n"];
        string[] extensions = [".json", ".yaml", ".xml", ".toml", ".py"];
        for (var i = 0; i < 1500; i++)
        {
            Examinations.WriteFile(folder, $"f{i}{extensions[i % 5]}", Mutate(random, Encoding.UTF8.GetBytes(seeds[i % 5])));
        }

        foreach (var check in new[] { "hygiene", "secrets" })
        {
            var seen = await Examinations.RunAsync(folder, check);
            Assert.Equal(ObservationEnding.Completed, seen.Ending);
            Assert.All(seen.Findings, finding => Assert.True(finding.Line is null or > 0 && finding.Column is null or > 0));
        }
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var copies = seed.ToList();
        for (var change = random.Next(1, 12); change > 0; change--)
        {
            var at = random.Next(copies.Count);
            switch (random.Next(3))
            {
                case 0:
                    copies[at] = (byte)random.Next(1, 256);
                    break;
                case 1:
                    copies.Insert(at, "{}[]:,-&*!|>'\"%@`\t\n\r <?#"u8[random.Next(24)]);
                    break;
                default:
                    copies.AddRange(copies.GetRange(at, Math.Min(8, copies.Count - at)));
                    break;
            }
        }

        return [.. copies];
    }

    private static List<(string?, int?, string)> Places(Observation seen) => [.. seen.Findings.Select(finding => (finding.Path, finding.Line, finding.Rule)).Order()];

    [Theory(Timeout = 120_000)]
    [InlineData("hygiene")]
    [InlineData("secrets")]
    public async Task A_folder_that_could_not_be_listed_is_no_pass_and_is_named(string check)
    {
        using var folder = new TemporaryDirectory();
        folder.Write("a.txt", "a\n");
        var listed = Examinations.Snapshot(folder);
        var workspace = new WorkspaceSnapshot(listed.Root, isGit: false, listed.Files) { UnreadableFolders = ["locked/"] };

        var seen = await Examinations.RunAsync(Examinations.Discover(workspace).Checks.Single(candidate => candidate.Name == check), workspace);
        var narrowed = await Examinations.RunAsync(Examinations.Discover(workspace, selection: new FileSelection(["a.txt"])).Checks.Single(candidate => candidate.Name == check), workspace);

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile), (seen.Ending, seen.Error));
        Assert.StartsWith("could not read locked/: check the permissions", seen.Message, StringComparison.Ordinal);
        Assert.Equal(ObservationEnding.Completed, narrowed.Ending);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_file_that_was_deleted_meanwhile_is_said_to_be_deleted_and_not_to_lack_permissions()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("d/gone.txt", "a\n");
        folder.Write("stays.txt", "a\n");
        var workspace = Examinations.Snapshot(folder);
        Directory.Delete(folder["d"], recursive: true);

        var seen = await Examinations.RunAsync(Examinations.Discover(workspace).Checks.Single(static candidate => candidate.Name == "hygiene"), workspace);

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile, "d/gone.txt: deleted while the check ran; run it again"), (seen.Ending, seen.Error, seen.Message));
    }
}
