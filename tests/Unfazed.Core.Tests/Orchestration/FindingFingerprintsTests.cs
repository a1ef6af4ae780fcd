using System.Security.Cryptography;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class FindingFingerprintsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("unfazed-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_line_that_moves_keeps_its_fingerprint()
    {
        var before = Fingerprint("a = 1\nimport os\n", line: 2);
        var after = Fingerprint("# new\n\n\na = 1\n    import os   \n", line: 5);

        Assert.Equal(before, after);
    }

    [Fact]
    public void Another_text_path_rule_or_tool_is_another_problem()
    {
        var one = Fingerprint("import os\n", line: 1);

        Assert.NotEqual(one, Fingerprint("import sys\n", line: 1));
        Assert.NotEqual(one, Fingerprint("import os\n", line: 1, rule: "E1"));
        Assert.NotEqual(one, Fingerprint("import os\n", line: 1, path: "b.py"));
    }

    [Fact]
    public void Equal_lines_are_told_apart_by_their_order()
    {
        Write("a.py", "import os\nimport os\n");
        var both = Compute(NewFinding("a.py", 2), NewFinding("a.py", 1));

        Assert.Equal(2, both.Distinct().Count());
        Assert.Equal(both, Compute(NewFinding("a.py", 1), NewFinding("a.py", 2)));
    }

    [Theory]
    [InlineData("unused function (ROOT/a.c:12:3)", "unused function (a.c:7)")]
    [InlineData("it is 12 MB, at most 5", "it is 13.5 MB, at most 5")]
    [InlineData("timed out after 12 ms at line 3", "timed out after 9 ms at line 33")]
    [InlineData("a.c(12,3): bad", "a.c(1,1): bad")]
    [InlineData("left /tmp/pytest-12/x behind", "left /tmp/pytest-13/x behind")]
    public void Without_a_line_places_measurements_and_the_root_do_not_matter(string one, string two) => Assert.Equal(OfMessage(one), OfMessage(two));

    [Theory]
    [InlineData("GET /users: boom", "GET /orders: boom")]
    [InlineData("case_1", "case_2")]
    [InlineData("test[1]", "test[2]")]
    [InlineData("CVE-2024-1 in /usr/lib/x", "CVE-2024-2 in /usr/lib/x")]
    public void Without_a_line_other_numbers_and_paths_tell_problems_apart(string one, string two) => Assert.NotEqual(OfMessage(one), OfMessage(two));

    [Fact]
    public void An_identity_stands_for_the_line_and_the_message()
    {
        Write("a.py", "x\ny\n");
        var one = NewFinding("a.py", 1) with { Identity = "test[1]" };

        Assert.Equal(Compute(one), Compute(one with { Line = 2, Message = "other" }));
        Assert.NotEqual(Compute(one), Compute(one with { Identity = "test[2]" }));
    }

    [Fact]
    public void Of_many_files_at_once_each_finding_has_the_fingerprint_and_the_place_that_it_has_alone()
    {
        var findings = Enumerable.Range(0, 1_000).Select(static number => NewFinding($"f{number % 500:000}.py", (number / 500) + 1)).ToArray();
        foreach (var path in findings.Select(static finding => finding.Path!).Distinct())
        {
            Write(path, "import os\nimport os\n");
        }

        var alone = findings.GroupBy(static finding => finding.Path).OrderBy(static file => file.Key, StringComparer.Ordinal).SelectMany(file => Compute([.. file]));

        Assert.Equal(alone, Compute(findings));
    }

    [Fact]
    public void A_file_that_has_gone_or_a_line_beyond_its_end_is_no_harm() =>
        Assert.Equal(2, Compute(NewFinding("gone.py", 3), NewFinding("a.py", 100_000)).Count(static print => print.Length == 32));

    [Fact]
    public void The_fingerprints_of_a_baseline_stay_what_they_were()
    {
        Write("a.py", "    import os   \n");

        var expected = Convert.ToHexStringLower(SHA256.HashData("flake8\0F401\0a.py\0import os\01"u8))[..32];

        Assert.Equal(expected, Compute(NewFinding("a.py", 1), NewFinding("a.py", 1))[1]);
    }

    [Fact(Timeout = 120_000)]
    public Task Many_findings_in_one_long_line_cost_no_more_than_as_many_in_short_lines()
    {
        const int count = 5_000;
        Write("long.js", new string('x', 1_000_000));
        var findings = Enumerable.Range(1, count).Select(static column => NewFinding("long.js", 1) with { Column = column, Rule = $"R{column}" }).ToArray();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var fingerprints = Compute(findings);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(count, fingerprints.Distinct().Count());
        Assert.InRange(allocated, 0, 40_000_000);
        return Task.CompletedTask;
    }

    [Fact]
    public void A_change_anywhere_in_a_long_line_makes_another_problem()
    {
        var text = new string('x', 100_000);

        Assert.NotEqual(Fingerprint(text + "a", line: 1), Fingerprint(text + "b", line: 1));
        Assert.Equal(Fingerprint(text + "a", line: 1), Fingerprint($"\n  {text}a  ", line: 2));
    }

    private string OfMessage(string message) => Compute(NewFinding(null, null) with { Message = message.Replace("ROOT", _root, StringComparison.Ordinal) }).Single();

    private string Fingerprint(string content, int line, string rule = "F401", string path = "a.py")
    {
        Write(path, content);
        return Compute(NewFinding(path, line) with { Rule = rule }).Single();
    }

    private void Write(string path, string content) => File.WriteAllText(Path.Combine(_root, path), content);

    private IReadOnlyList<string> Compute(params Finding[] findings)
    {
        var files = findings.Select(static finding => finding.Path).OfType<string>().Distinct().Order(StringComparer.Ordinal).Select(static path => new WorkspaceFile(path, WorkspaceFileKind.Regular, default));
        var workspace = new WorkspaceSnapshot(_root, isGit: false, [.. files]);
        return [.. new FindingFingerprints(workspace).Compute([.. findings]).Select(static finding => finding.Fingerprint)];
    }

    private static Finding NewFinding(string? path, int? line) =>
        new() { Tool = "flake8", Rule = "F401", Severity = Severity.Warning, Message = "imported but unused", Path = path, Line = line };
}
