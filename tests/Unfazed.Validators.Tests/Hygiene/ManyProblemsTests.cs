using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Hygiene;

public sealed class ManyProblemsTests
{
    private const int Count = 5_000;

    public static TheoryData<string, string, string, string> Files => new()
    {
        { "debug-statements", "a.py", "", "breakpoint()\n" },
        { "debug-statements", "b.py", "", "f'{breakpoint()}'\n" },
        { "check-merge-conflict", "a.txt", "", new string('<', 7) + " HEAD\n" },
        { "check-json", "a.json", "{\"a\": 0", ",\n\"a\": 1" },
        { "check-yaml", "a.yaml", "a: 0\n", "a: 1\n" },
    };

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Files))]
    public async Task Each_problem_of_a_file_is_a_finding_at_its_place(string rule, string path, string beginning, string problem)
    {
        var seen = await Examinations.HygieneOf(path, beginning + string.Concat(Enumerable.Repeat(problem, Count)) + (path == "a.json" ? "}\n" : ""));
        var first = beginning.Length == 0 ? 1 : 2;

        Assert.Equal(Enumerable.Range(first, Count), seen.Findings.Where(finding => finding.Rule == rule).Select(static finding => finding.Line!.Value));
    }
}
