using Unfazed.Core;
using Unfazed.Core.Processes;
using Unfazed.Testing;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Reading.Dotnet;

namespace Unfazed.Validators.Tests.Tools.Reading.Dotnet;

public sealed class DotnetBuildReaderTests : IDisposable
{
    private readonly TemporaryDirectory _reports = new();
    private readonly TemporaryDirectory _root = new();

    public DotnetBuildReaderTests() => _root.Write("A.cs");

    [Fact]
    public void A_project_that_was_compiled_without_a_report_is_no_pass()
    {
        Compile("one", "A.csproj", null);

        Assert.Equal("A.csproj was compiled and its compiler left no report", Read(0).Flaw);
    }

    [Fact]
    public void A_report_that_cannot_be_read_is_none()
    {
        Compile("one", "A.csproj", "{\"runs\":");

        Assert.NotNull(Read(0).Flaw);
    }

    [Fact]
    public void A_project_that_was_built_past_the_reports_is_no_pass()
    {
        Compile("one", "A.csproj", Sarif(7));

        Assert.Null(Read(0, "  A -> /x/A.csproj.dll\n").Flaw);
        Assert.Equal("/x/Other.dll was built and its compiler left no report", Read(0, "  A -> /x/A.csproj.dll\n  Other -> /x/Other.dll\n").Flaw);
    }

    [Fact]
    public void A_build_that_compiles_nothing_is_no_pass() => Assert.NotNull(Read(0).Flaw);

    [Fact]
    public void A_problem_of_several_frameworks_is_one_finding_and_the_log_repeats_none()
    {
        Compile("one", "A.csproj", Sarif(7));
        Compile("two", "A.csproj", Sarif(7));
        _reports.Write("warnings.log", $"  1:2>{_root["A.cs"]}(7,3): warning CS1: text [{_root["A.csproj"]}]\n  1:2>{_root["A.cs"]}(8,3): warning FS1: first [{_root["A.csproj"]}]\n{_root["A.cs"]}(8,3): warning FS1: second [{_root["A.csproj"]}]\n");

        var reading = Read(0);

        Assert.Equal([("CS1", 7, "text"), ("FS1", 8, "first\nsecond")], reading.Findings.Select(static finding => (finding.Rule, finding.Line!.Value, finding.Message)));
    }

    [Fact]
    public void What_a_command_of_the_project_prints_as_an_error_is_a_finding()
    {
        _reports.Write("errors.log", $"  1:2>EXEC : error : not allowed [{_root["A.csproj"]}]\n");

        var reading = Read(1);

        Assert.Equal(("not allowed", (string?)null), (Assert.Single(reading.Findings).Message, reading.Failure));
    }

    [Fact]
    public void Errors_of_the_build_are_of_the_tool_and_its_warnings_are_notes()
    {
        _reports.Write("errors.log", $"  1:2>{_root["A.csproj"]} : error NU1301: no network\n");
        _reports.Write("warnings.log", $"  1:2>{_root["A.csproj"]} : warning NU1900: no network either\n");

        var reading = Read(1);

        Assert.Equal("A.csproj: NU1301: no network", reading.Failure);
        Assert.Equal(("NU1900", Severity.Note), reading.Findings.Select(static finding => (finding.Rule, finding.Severity)).Single());
    }

    [Theory]
    [InlineData("A.csproj(4,5): error : not allowed", true)]
    [InlineData("A.csproj(4,5): error MSB3073: The command \"x\" exited with code 3.", true)]
    [InlineData("A.csproj(4,5): error MSB3073: The command \"x\" exited with code 127.", false)]
    [InlineData("/usr/share/sdk/NuGet.targets(4,5): error : no network", false)]
    [InlineData("A.csproj : error : it could not be opened", false)]
    public void An_error_of_the_repository_s_own_targets_is_a_finding(string line, bool isFinding)
    {
        _root.Write("A.csproj");

        var reading = new DotnetBuildReader(null).Read(Output(1, $"{line} [{_root["A.csproj"]}]\n"));

        Assert.Equal((isFinding, !isFinding), (!reading.Findings.IsEmpty, reading.Failure is not null));
    }

    [Fact]
    public void The_console_alone_gives_each_diagnostic_once()
    {
        var line = $"{_root["A.cs"]}(7,3): error CS1: text [{_root["A.csproj"]}]\n";

        var reading = new DotnetBuildReader(null).Read(Output(1, line + "\nBuild FAILED.\n\n" + line));

        Assert.Equal(("A.cs", "CS1", Severity.Error), reading.Findings.Select(static finding => (finding.Path, finding.Rule, finding.Severity)).Single());
    }

    public void Dispose()
    {
        _reports.Dispose();
        _root.Dispose();
    }

    private string Sarif(int line) =>
        $$$"""{"version":"2.1.0","runs":[{"results":[{"ruleId":"CS1","level":"warning","message":{"text":"text"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"file://{{{_root["A.cs"]}}}"},"region":{"startLine":{{{line}}},"startColumn":3} } }]},{"ruleId":"CA1","level":"note","message":{"text":"only a hint"}}]}]}""";

    private void Compile(string name, string project, string? sarif)
    {
        _reports.Write($"{name}.project", $"{_root[project]}\nnet10.0\n/x/{project}.dll\n");
        if (sarif is not null)
        {
            _reports.Write($"{name}.sarif", sarif);
        }
    }

    private OutputReading Read(int exitCode, string text = "") => new DotnetBuildReader(_reports.Path).Read(Output(exitCode, text));

    private ToolOutput Output(int exitCode, string text) =>
        new("dotnet-build", new ProcessOutcome { End = ProcessEnd.Exited, ExitCode = exitCode, StandardOutput = ToolScene.Captured(text) }, new FindingPaths(_root.Path, _root.Path));
}
