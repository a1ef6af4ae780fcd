using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Testing;
using Unfazed.Validators.Coverage;

namespace Unfazed.Validators.Tests.Coverage;

public sealed class CoverageReportTests : IDisposable
{
    private readonly TestRepository _repository = new();
    private readonly TemporaryDirectory _scratch = new();

    [Fact(Timeout = 120_000)]
    public async Task A_report_that_is_newer_than_every_source_is_measured_in_total_and_for_changed_lines()
    {
        Source("src/a.js", lines: 3, ageInMinutes: 10);
        _repository.Commit();
        File.AppendAllText(_repository.Folder["src/a.js"], "four\nfive\n");
        Age("src/a.js", 10);
        Report("coverage/lcov.info", "SF:src/a.js\nDA:1,1\nDA:2,0\nDA:4,1\nDA:5,0\nend_of_record\n");

        var seen = await ExamineAsync("coverage/lcov.info");

        Assert.Equal((ObservationEnding.Completed, null), (seen.Ending, seen.Error));
        Assert.Equal(
            (2L, 4L, 50.0, 1L, 2L, 50.0, "HEAD"),
            (Detail<long>(seen, "lines_covered"), Detail<long>(seen, "lines_valid"), Detail<double>(seen, "line_coverage"), Detail<long>(seen, "changed_lines_covered"),
                Detail<long>(seen, "changed_lines_valid"), Detail<double>(seen, "changed_line_coverage"), Detail<string>(seen, "changed_since")));
        Assert.Equal<string>(["src/a.js:5"], Detail<ImmutableArray<string>>(seen, "uncovered_changed_lines"));
        Assert.Equal<string>(["src/a.js: 50 % (2 of 4)"], Detail<ImmutableArray<string>>(seen, "least_covered"));
        Assert.Equal("50 % of lines (2 of 4), 50 % of changed lines (1 of 2); 1 file", Judge(seen, 50, 50).Message);
        Assert.Equal(CheckStatus.Failed, Judge(seen, 51, null).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_report_that_a_source_is_not_older_than_is_stale_unless_it_is_trusted()
    {
        Source("src/a.js", lines: 3, ageInMinutes: 0);
        Report("lcov.info", "SF:src/a.js\nDA:1,1\nend_of_record\n");
        Age("lcov.info", 5);

        var seen = await ExamineAsync("lcov.info");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.StaleInput), (seen.Ending, seen.Error));
        Assert.Equal("lcov.info is not newer than src/a.js; run the tests again, or set dimensions.coverage.trust", seen.Message);
        Assert.Equal(ObservationEnding.Completed, (await ExamineAsync(isTrusted: true, "lcov.info")).Ending);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("src/new.js", true)]
    [InlineData("src/deep/new.js", true)]
    [InlineData("src/new.txt", false)]
    [InlineData("other/new.js", false)]
    public async Task A_report_that_is_older_than_a_source_beside_those_it_names_is_stale(string path, bool isStale)
    {
        Source("src/a.js", lines: 3, ageInMinutes: 10);
        Source(path, lines: 1, ageInMinutes: 0);
        Report("lcov.info", "SF:src/a.js\nDA:1,1\nend_of_record\n");
        Age("lcov.info", 5);

        var seen = await ExamineAsync("lcov.info");

        Assert.Equal(isStale ? $"lcov.info is not newer than {path}; run the tests again, or set dimensions.coverage.trust" : null, seen.Message);
        Assert.Equal(isStale ? ErrorCodes.StaleInput : null, seen.Error);
        Assert.Equal(ObservationEnding.Completed, (await ExamineAsync(isTrusted: true, "lcov.info")).Ending);
    }

    [Fact(Timeout = 120_000)]
    public async Task Changed_lines_of_a_source_that_the_report_has_never_heard_of_were_not_run()
    {
        Source("src/a.js", lines: 3, ageInMinutes: 10);
        Source("src/old.js", lines: 3, ageInMinutes: 10);
        _repository.Commit();
        File.WriteAllText(_repository.Folder["src/old.js"], "line 1\nchanged\nline 3\n");
        Age("src/old.js", 10);
        _repository.Folder.Write("src/new.js", "// what it is\n\none();\ntwo();\n}\n");
        Age("src/new.js", 10);
        Source("src/new.test.js", lines: 2, ageInMinutes: 10);
        Report("lcov.info", "SF:src/a.js\nDA:1,1\nend_of_record\n");

        var seen = await ExamineAsync("lcov.info");

        Assert.Equal((0L, 3L), (Detail<long>(seen, "changed_lines_covered"), Detail<long>(seen, "changed_lines_valid")));
        Assert.Equal<string>(["src/new.js:3-4", "src/old.js:2"], Detail<ImmutableArray<string>>(seen, "uncovered_changed_lines"));
        Assert.Equal(CheckStatus.Failed, Judge(seen, 50, 90).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_report_about_a_file_that_is_gone_is_stale()
    {
        Report("lcov.info", "SF:src/gone.js\nDA:1,1\nend_of_record\n");

        Assert.Equal((ErrorCodes.StaleInput, true), ((await ExamineAsync("lcov.info")).Error, (await ExamineAsync("lcov.info")).Message!.Contains("src/gone.js, which is not there", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 120_000)]
    public async Task Several_reports_are_put_together_and_a_package_s_names_are_relative_to_it()
    {
        Source("web/src/a.js", lines: 2, ageInMinutes: 10);
        Source("b.py", lines: 2, ageInMinutes: 10);
        Report("web/coverage/lcov.info", "SF:src/a.js\nDA:1,1\nDA:2,0\nend_of_record\n");
        Report("coverage.xml", "<coverage><packages><package><classes><class filename='b.py'><lines><line number='1' hits='1'/></lines></class></classes></package></packages></coverage>");

        var seen = await ExamineAsync("web/coverage/lcov.info", "coverage.xml");

        Assert.Equal((2L, 3L, "2 files"), (Detail<long>(seen, "lines_covered"), Detail<long>(seen, "lines_valid"), seen.Summary));
        Assert.Equal<string>(["web/src/a.js: 50 % (1 of 2)"], Detail<ImmutableArray<string>>(seen, "least_covered"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("SF:a.js\nend_of_record\n", ErrorCodes.UnreadableOutput, "nothing was measured")]
    [InlineData("SF:a.js\nDA:1,1\n", ErrorCodes.UnreadableOutput, "breaks off")]
    [InlineData("", ErrorCodes.UnreadableOutput, "there is nothing")]
    [InlineData(null, ErrorCodes.UnreadableFile, "there is no report")]
    public async Task What_measures_nothing_is_no_pass(string? report, string error, string message)
    {
        Source("a.js", lines: 1, ageInMinutes: 10);
        if (report is not null)
        {
            Report("report", report);
        }

        var seen = await ExamineAsync("report");

        Assert.Equal((ObservationEnding.Error, error), (seen.Ending, seen.Error));
        Assert.Contains(message, seen.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_report_is_configured_there_is_no_such_check()
    {
        var workspace = new WorkspaceSnapshot(_repository.Path, true, []);

        Assert.Empty(new CoverageReportSource().Discover(new DiscoveryContext(workspace, new UnfazedConfiguration(), ProcessEnvironment.Capture(), null)).Checks);
        Assert.Equal("coverage-report", Assert.Single(new CoverageReportSource().Discover(new DiscoveryContext(workspace, Configured("a"), ProcessEnvironment.Capture(), null)).Checks).Name);
    }

    public void Dispose()
    {
        _repository.Dispose();
        _scratch.Dispose();
    }

    private static T Detail<T>(Observation seen, string name) => (T)seen.Details[name].Value;

    private static UnfazedConfiguration Configured(params string[] reports) => new()
    {
        Dimensions = ImmutableDictionary<string, DimensionSettings>.Empty.Add("coverage", new DimensionSettings { Report = Setting<ImmutableArray<string>>.Default([.. reports]) }),
    };

    private static CheckResult Judge(Observation seen, double threshold, double? changed)
    {
        var settings = new DimensionSettings { Threshold = Setting<double>.Default(threshold), ChangedThreshold = changed is { } value ? Setting<double>.Default(value) : null };
        var configuration = new UnfazedConfiguration { Dimensions = ImmutableDictionary<string, DimensionSettings>.Empty.Add("coverage", settings) };
        return new CheckPolicy(configuration).Judge(new Check { Name = "coverage-report", Dimension = Dimension.Coverage }, seen, TimeSpan.Zero);
    }

    private void Source(string path, int lines, int ageInMinutes)
    {
        _repository.Folder.Write(path, string.Concat(Enumerable.Range(1, lines).Select(static line => $"line {line}\n")));
        Age(path, ageInMinutes);
    }

    private void Report(string path, string content) => _repository.Folder.Write(path, content);

    private void Age(string path, int minutes) => File.SetLastWriteTimeUtc(_repository.Folder[path], DateTime.UtcNow.AddMinutes(-minutes));

    private Task<Observation> ExamineAsync(params string[] reports) => ExamineAsync(isTrusted: false, reports);

    private async Task<Observation> ExamineAsync(bool isTrusted, params string[] reports)
    {
        using var never = new StopSignal();
        var environment = ProcessEnvironment.Capture();
        var processes = new ProcessRunner(environment with { Variables = environment.Variables.SetItems(TestRepository.Variables) }, TimeProvider.System);
        var workspace = await new WorkspaceReader(processes).ReadAsync(new WorkspaceRoot { Path = _repository.Path, RepositoryTop = _repository.Path }, []);
        var context = new ValidationContext
        {
            Check = new Check { Name = "coverage-report", Dimension = Dimension.Coverage },
            Workspace = workspace,
            Processes = processes,
            Stop = never,
            Time = TimeProvider.System,
            ScratchDirectory = _scratch["scratch"],
            ToolCacheDirectory = _scratch["cache"],
            CheckId = "test",
        };
        return await new CoverageReportValidator([.. reports], isTrusted).ExamineAsync(context, CancellationToken.None);
    }
}
