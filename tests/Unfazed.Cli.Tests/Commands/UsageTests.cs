using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class UsageTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TemporaryDirectory _folder = new();

    [Theory(Timeout = Limit)]
    [InlineData("run --only code_qualty", "did you mean \"code_quality\"?")]
    [InlineData("--skip flake", "did you mean \"flake8\"?")]
    [InlineData("flak8", "did you mean \"flake8\"?")]
    [InlineData("rnu", "did you mean \"run\"?")]
    [InlineData("--frmat json", "did you mean \"--format\"?")]
    [InlineData("-x", "there is no option \"-x\"")]
    [InlineData("--format josn", "did you mean \"json\"?")]
    [InlineData("--format sariff", "did you mean \"sarif\"?")]
    [InlineData("--output htm=report.html", "did you mean \"html\"?")]
    [InlineData("list --format sarif", "is not pretty or json")]
    [InlineData("--tier 9", "--tier: \"9\" is not one of")]
    [InlineData("--tier", "--tier")]
    [InlineData("--deadline 45", "--deadline: \"45\" has no unit")]
    [InlineData("--timeout 30s", "--timeout")]
    [InlineData("--jobs 0", "--jobs")]
    [InlineData("--output json", "is not FORMAT=FILE")]
    [InlineData("--output json=-", "--format json")]
    [InlineData("--only=", "--only")]
    [InlineData("--output json=no/such/folder/report.json", "cannot be opened")]
    [InlineData("--output json=unfazed.json", "give the report another name")]
    [InlineData("--output json=below/unfazed.baseline.json", "give the report another name")]
    [InlineData("-q -v", "contradict each other")]
    [InlineData("--changed", "is in no git repository")]
    [InlineData("--staged", "is in no git repository")]
    [InlineData("--changed --staged", "exclude each other")]
    [InlineData("--base main", "give --changed, too")]
    [InlineData("--files0-from no-such-list", "no-such-list cannot be read")]
    [InlineData("--files0-from list ./", "leave the paths out")]
    [InlineData("--new", "--new: ")]
    [InlineData("--new-since main", "--new-since: ")]
    [InlineData("--new --new-since main", "exclude each other")]
    [InlineData("fix --new", "takes no --new")]
    [InlineData("list --no-cache", "takes no --no-cache")]
    [InlineData("why", "name a check or a dimension")]
    [InlineData("why flake", "did you mean \"flake8\"?")]
    [InlineData("state cache sweep", "unfazed state cache [list] | clean")]
    [InlineData("state runs", "\"state runs\" is not supported by this version")]
    [InlineData("state breakers reset", "unfazed state breakers")]
    [InlineData("visual accept", "\"visual accept\" is not supported by this version")]
    [InlineData("version --only mypy", "takes no --only")]
    [InlineData("config surplus", "takes no such argument")]
    [InlineData("d/ fix", "the command comes first: unfazed fix d/")]
    [InlineData("nosuch init", "the command comes first: unfazed init")]
    [InlineData("--version fix", "unfazed --version, or: unfazed fix")]
    [InlineData("help nosuch", "\"nosuch\" is not a command")]
    [InlineData("help lst", "did you mean \"list\"?")]
    [InlineData("help state breakers", "write: unfazed help state")]
    [InlineData("help mcp", "not supported by this version")]
    [InlineData("completion bash", "not supported by this version")]
    [InlineData("check", "to run every check: unfazed")]
    [InlineData("validate src", "to run every check: unfazed")]
    [InlineData("test", "to run every check: unfazed")]
    [InlineData("fmt", "unfazed fix")]
    [InlineData("install", "unfazed hook install git")]
    [InlineData("-a", "every file is checked by default")]
    [InlineData("--all-files", "every file is checked by default")]
    [InlineData("--files a.txt", "name files as arguments")]
    [InlineData("--fix", "unfazed fix")]
    [InlineData("--watch", "there is no watch mode")]
    [InlineData("run --dry-run", "it belongs to: fix, init, hook")]
    [InlineData("./not-there", "not-there")]
    [InlineData("../", "outside the root")]
    [InlineData("-C not-there", "not-there")]
    [InlineData("-c not-there.yaml", "not-there.yaml")]
    public async Task A_mistake_is_one_line_and_exit_2(string arguments, string said)
    {
        var ended = await _unfazed.RunAsync(_folder.Path, arguments.Split(' '));

        Assert.Equal(2, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.Contains(said, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("UNFAZED_ONLY", "code_qualty", "UNFAZED_ONLY: there is no check and no dimension \"code_qualty\"; did you mean \"code_quality\"?")]
    [InlineData("UNFAZED_FAIL_FAST", "yes", "UNFAZED_FAIL_FAST")]
    [InlineData("UNFAZED_NEW", "yes", "UNFAZED_NEW")]
    public async Task A_mistake_in_a_variable_names_the_variable(string name, string value, string said)
    {
        _unfazed.Variables[name] = value;

        var ended = await _unfazed.RunAsync(_folder.Path);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(said, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Every_mistake_of_a_configuration_is_said_at_once_with_its_line()
    {
        _folder.Write("unfazed.yaml", "version: 1\nchecks:\n  mypy: { teir: warning }\n  prose: { run: [true], timeout: soon }\n");

        var ended = await _unfazed.RunAsync(_folder.Path);

        Assert.Equal(2, ended.ExitCode);
        Assert.Collection(
            ended.ErrorLines,
            static line => Assert.StartsWith("unfazed: unfazed.yaml:3:", line, StringComparison.Ordinal),
            static line => Assert.StartsWith("unfazed: unfazed.yaml:4:", line, StringComparison.Ordinal));
        Assert.Contains("did you mean \"tier\"?", ended.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_name_wins_over_a_path_of_that_name_and_says_so()
    {
        _folder.Write("lint/a.txt", "text\n");

        var named = await _unfazed.RunAsync(_folder.Path, "lint", "--format", "json");
        var path = await _unfazed.RunAsync(_folder.Path, "./lint", "--format", "json");

        Assert.Equal("unfazed: \"lint\" is taken as a name; write ./lint for the path", Assert.Single(named.ErrorLines));
        Assert.DoesNotContain("secrets", named.Output, StringComparison.Ordinal);
        Assert.Contains("secrets", path.Output, StringComparison.Ordinal);
        Assert.Empty(path.Error);
    }

    [Fact(Timeout = Limit)]
    public async Task Help_names_every_option_of_a_command()
    {
        var help = await _unfazed.RunAsync(_folder.Path, "run", "--help");

        Assert.Equal(0, help.ExitCode);
        string[] options = ["--tier", "--only", "--skip", "--deadline", "--timeout", "--jobs", "--fail-fast", "--fail-on", "--on-inconclusive", "--format", "--output", "--color", "--no-progress", "-C", "-c", "-q", "-v"];
        Assert.All(options, option => Assert.Contains(option, help.Output, StringComparison.Ordinal));
        Assert.All(help.Output.Split('\n'), static line => Assert.InRange(line.Length, 0, 80));
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _folder.Dispose();
    }
}
