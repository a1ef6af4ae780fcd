using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Syntax;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hooks;

/// <summary>What others include, tried as far as it goes without their service: its form, and the shell in it.</summary>
public sealed class TemplateTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();
    private readonly TemporaryDirectory _place = new();

    public TemplateTests()
    {
        foreach (var (name, value) in TestRepository.Variables)
        {
            _unfazed.Variables[name] = value;
        }

        _unfazed.Variables["PATH"] = $"{TestedExecutable.Folder}:{Environment.GetEnvironmentVariable("PATH")}";
        _unfazed.Variables["UNFAZED_DEADLINE"] = "4m";
        _repository.Folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  words: { run: [sh, -c, \"! grep -nH BAD \\\"$@\\\"\", \"-\", \"{files}\"], files: \"**/*.txt\" }\n");
        _repository.Folder.Write("first.txt", "text\n");
        _repository.Commit();
    }

    [ToolFact("pre-commit")]
    public async Task Pre_commit_runs_our_hook()
    {
        using var ours = new TestRepository();
        File.Copy(RepositoryRoot.Combine(".pre-commit-hooks.yaml"), ours.Folder[".pre-commit-hooks.yaml"]);
        ours.Commit();
        _repository.Folder.Write(".pre-commit-config.yaml", $"repos:\n- repo: {ours.Path}\n  rev: {ours.Git("rev-parse", "HEAD").Trim()}\n  hooks: [{{ id: unfazed }}]\n");
        _repository.Commit();
        _unfazed.Variables["PRE_COMMIT_HOME"] = _place["pre-commit"];

        var bad = await _unfazed.ShellAsync(_repository.Path, $"'{Tool.Path("pre-commit")}' install && echo BAD > second.txt && git add . && git commit -qm bad");
        var good = await _unfazed.ShellAsync(_repository.Path, "echo fine > second.txt && git add . && git commit -qm good");

        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("second.txt:1:BAD", bad.Output + bad.Error, StringComparison.Ordinal);
        Assert.Equal(0, good.ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task The_action_is_built_where_the_checked_repository_chooses_neither_sdk_nor_packages()
    {
        var step = Steps(Read("action.yml")).Single(static step => step.Find("name") is ScalarNode { Text: "Build Unfazed" });
        _repository.Folder.Write("global.json", "{ \"sdk\": { \"version\": \"8.0.100\", \"rollForward\": \"disable\" } }");
        _repository.Folder.Write("src/Unfazed.Cli/x", "not ours");
        _place.Write("bin/dotnet", $"#!/bin/sh\npwd > '{_place["built"]}'\nprintf '%s ' \"$@\" >> '{_place["built"]}'\n");
        File.SetUnixFileMode(_place["bin/dotnet"], (UnixFileMode)0b111_101_101);
        _place.MakeFolder("action/src/Unfazed.Cli");
        _unfazed.Variables["GITHUB_ACTION_PATH"] = _place["action"];
        _unfazed.Variables["PATH"] = $"{_place["bin"]}:/usr/bin:/bin";

        var ended = await _unfazed.ShellAsync(_repository.Path, ((ScalarNode)step.Find("run")!).Text);

        Assert.Equal(0, ended.ExitCode);
        Assert.StartsWith(_place["action"] + "\nbuild src/Unfazed.Cli ", await File.ReadAllTextAsync(_place["built"]), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task The_action_runs_what_it_is_told_and_says_where_the_report_is()
    {
        var action = Read("action.yml");
        Assert.Equal(["name", "description", "inputs", "outputs", "runs"], action.Entries.Select(static entry => entry.Key));
        Assert.Equal("composite", Text(action, "runs", "using"));
        var step = Steps(action).Single(static step => step.Find("id") is ScalarNode { Text: "run" });
        Directory.CreateDirectory(_place["src/Unfazed.Cli/bin/Release"]);
        Directory.CreateSymbolicLink(_place["src/Unfazed.Cli/bin/Release/net10.0"], AppContext.BaseDirectory);
        foreach (var (name, value) in new[] { ("GITHUB_ACTION_PATH", _place.Path), ("RUNNER_TEMP", _place.Path), ("GITHUB_OUTPUT", _place["output"]), ("GITHUB_STEP_SUMMARY", _place["summary"]), ("GITHUB_ACTIONS", "true"), ("DIRECTORY", "."), ("UNFAZED_DEADLINE", "5m") })
        {
            _unfazed.Variables[name] = value;
        }

        _unfazed.Variables["ARGUMENTS"] = "--only words ./first.txt";
        var good = await _unfazed.ShellAsync(_repository.Path, Text(step, "run"));
        _repository.Folder.Write("first.txt", "BAD\n");
        var bad = await _unfazed.ShellAsync(_repository.Path, Text(step, "run"));

        Assert.Equal((0, 1), (good.ExitCode, bad.ExitCode));
        var reports = (await File.ReadAllLinesAsync(_place["output"])).Select(static line => line["report=".Length..]).ToList();
        Assert.Equal(2, reports.Distinct(StringComparer.Ordinal).Count());
        Assert.All(reports, report => Assert.StartsWith(_place.Path, report, StringComparison.Ordinal));
        Assert.Contains("\"verdict\":\"passed\"", await File.ReadAllTextAsync(reports[0]), StringComparison.Ordinal);
        Assert.Contains("::error ", bad.Output, StringComparison.Ordinal);
        Assert.Contains("first.txt", await File.ReadAllTextAsync(_place["summary"]), StringComparison.Ordinal);
        Assert.Contains("\"verdict\":\"blocked\"", await File.ReadAllTextAsync(reports[1]), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task The_job_for_GitLab_runs_what_it_is_told()
    {
        var job = (MappingNode)Read("templates/gitlab/unfazed.gitlab-ci.yml").Find("unfazed")!;
        Assert.Equal(["stage", "rules", "variables", "script", "artifacts"], job.Entries.Select(static entry => entry.Key));
        _unfazed.Variables["UNFAZED_ARGUMENTS"] = "--only words";
        _unfazed.Variables["UNFAZED_DEADLINE"] = "10m";

        var good = await _unfazed.ShellAsync(_repository.Path, Script(job));

        Assert.Equal(0, good.ExitCode);
        Assert.StartsWith("[", await File.ReadAllTextAsync(_repository.Folder["gl-code-quality-report.json"]), StringComparison.Ordinal);
        Assert.Contains("<testsuites", await File.ReadAllTextAsync(_repository.Folder["unfazed-junit.xml"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_job_for_GitLab_runs_in_merge_requests_and_never_twice_for_one_push()
    {
        var job = (MappingNode)Read("templates/gitlab/unfazed.gitlab-ci.yml").Find("unfazed")!;

        var rules = ((SequenceNode)job.Find("rules")!).Items.Cast<MappingNode>().Select(static rule => (Text(rule, "if"), rule.Find("when") is ScalarNode { Text: var when } ? when : "on_success"));

        Assert.Equal(
            [
                ("$CI_PIPELINE_SOURCE == \"merge_request_event\"", "on_success"),
                ("$CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS", "never"),
                ("$CI_COMMIT_BRANCH || $CI_COMMIT_TAG", "on_success"),
            ],
            rules);
    }

    [ToolFact("shellcheck")]
    public async Task The_shell_in_them_is_clean()
    {
        var action = Steps(Read("action.yml")).Select(static step => Text(step, "run"));
        var job = Script((MappingNode)Read("templates/gitlab/unfazed.gitlab-ci.yml").Find("unfazed")!);
        foreach (var script in action.Append(job))
        {
            var path = _place.Write("script.sh", script);

            var ended = await _unfazed.ShellAsync(_place.Path, $"'{Tool.Path("shellcheck")}' --shell=sh --severity=style '{path}'");

            Assert.Equal((0, ""), (ended.ExitCode, ended.Output));
        }
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
        _place.Dispose();
    }

    private static MappingNode Read(string path) =>
        (MappingNode)YamlReader.Read(File.ReadAllText(RepositoryRoot.Combine(path)), new SettingSource(SettingOrigin.ProjectFile, path), [])!;

    private static IEnumerable<MappingNode> Steps(MappingNode action) => ((SequenceNode)((MappingNode)action.Find("runs")!).Find("steps")!).Items.Cast<MappingNode>();

    private static string Script(MappingNode job) => string.Join('\n', ((SequenceNode)job.Find("script")!).Items.Cast<ScalarNode>().Select(static line => line.Text));

    private static string Text(MappingNode node, params string[] keys) =>
        keys.Length == 1 ? ((ScalarNode)node.Find(keys[0])!).Text : Text((MappingNode)node.Find(keys[0])!, keys[1..]);
}
