using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hooks.Git;

/// <summary>The hook under the real pre-commit and the real prek: what they ask about is what is checked.</summary>
public sealed class FrameworkTests : IDisposable
{
    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();
    private readonly TestRepository _ours = new();
    private readonly TemporaryDirectory _place = new();

    public FrameworkTests()
    {
        foreach (var (name, value) in TestRepository.Variables)
        {
            _unfazed.Variables[name] = value;
        }

        var programs = new[] { Tool.Find("prek"), Tool.Find("pre-commit") }.OfType<string>().Select(Path.GetDirectoryName);
        _unfazed.Variables["PATH"] = $"{TestedExecutable.Folder}:{string.Join(':', programs)}:{Environment.GetEnvironmentVariable("PATH")}";
        _unfazed.Variables["PRE_COMMIT_HOME"] = _place["pre-commit"];
        _unfazed.Variables["PREK_HOME"] = _place["prek"];
        _unfazed.Variables["UNFAZED_DEADLINE"] = "4m";
        File.Copy(RepositoryRoot.Combine(".pre-commit-hooks.yaml"), _ours.Folder[".pre-commit-hooks.yaml"]);
        _ours.Commit();
        _repository.Folder.Write("unfazed.yaml", "version: 1\n");
        _repository.Folder.Write(".pre-commit-config.yaml", $"repos:\n- repo: {_ours.Path}\n  rev: {_ours.Git("rev-parse", "HEAD").Trim()}\n  hooks: [{{ id: unfazed }}]\n");
        _repository.Commit();
    }

    [ToolTheory("pre-commit", "prek")]
    [InlineData("pre-commit run --all-files")]
    [InlineData("pre-commit run --from-ref HEAD~1 --to-ref HEAD")]
    [InlineData("prek run --all-files")]
    [InlineData("prek run --from-ref HEAD~1 --to-ref HEAD")]
    [InlineData("pre-commit run --files data.json")]
    public async Task A_committed_broken_file_fails_and_a_good_one_passes(string command)
    {
        _repository.Folder.Write("data.json", "{\"a\":\n");
        _repository.Commit();
        var bad = await _unfazed.ShellAsync(_repository.Path, command);
        _repository.Folder.Write("data.json", "{}\n");
        _repository.Commit();
        var good = await _unfazed.ShellAsync(_repository.Path, command);

        Assert.True(bad.ExitCode == 1, bad.Output + bad.Error);
        Assert.Contains("data.json:2:1 check-json", bad.Output, StringComparison.Ordinal);
        Assert.True(good.ExitCode == 0, good.Output + good.Error);
        Assert.Contains("Passed", good.Output, StringComparison.Ordinal);
    }

    [ToolTheory("pre-commit", "prek")]
    [InlineData("pre-commit")]
    [InlineData("prek")]
    public async Task All_files_are_all_files_although_something_is_staged(string program)
    {
        _repository.Folder.Write("data.json", "{\"a\":\n");
        _repository.Commit();
        _repository.Folder.Write("staged.txt", "text\n");
        _repository.Git("add", "staged.txt");

        var all = await _unfazed.ShellAsync(_repository.Path, $"{program} run --all-files");
        var staged = await _unfazed.ShellAsync(_repository.Path, $"{program} run");

        Assert.Equal((1, 0), (all.ExitCode, staged.ExitCode));
    }

    [ToolTheory("pre-commit", "prek")]
    [InlineData("pre-commit")]
    [InlineData("prek")]
    public async Task What_is_staged_is_stopped_where_it_is_broken(string program)
    {
        var bad = await _unfazed.ShellAsync(_repository.Path, $"{program} install -q >/dev/null 2>&1 || {program} install; echo '{{\"a\":' > data.json && git add . && git commit -qm bad");
        var good = await _unfazed.ShellAsync(_repository.Path, "echo '{}' > data.json && git add . && git commit -qm good");

        Assert.True(bad.ExitCode == 1, bad.Output + bad.Error);
        Assert.Contains("check-json", bad.Output + bad.Error, StringComparison.Ordinal);
        Assert.True(good.ExitCode == 0, good.Output + good.Error);
    }

    [ToolTheory("pre-commit", "prek")]
    [InlineData("pre-commit")]
    [InlineData("prek")]
    public async Task A_push_of_a_broken_file_is_stopped_and_a_good_one_goes_through(string program)
    {
        var remote = _place["remote.git"];
        Directory.CreateDirectory(remote);
        TestRepository.GitAt(remote, "init", "--quiet", "--bare", "--initial-branch=main");
        _repository.Git("remote", "add", "origin", remote);

        var first = await _unfazed.ShellAsync(_repository.Path, $"{program} install -t pre-push; git push -q origin main");
        var bad = await _unfazed.ShellAsync(_repository.Path, "echo '{\"a\":' > data.json && git add . && git commit -qnm bad && git push -q origin main");
        var good = await _unfazed.ShellAsync(_repository.Path, "echo '{}' > data.json && git commit -qnam good && git push -q origin main");

        Assert.True(first.ExitCode == 0, first.Output + first.Error);
        Assert.True(bad.ExitCode != 0, bad.Output + bad.Error);
        Assert.Contains("check-json", bad.Output + bad.Error, StringComparison.Ordinal);
        Assert.True(good.ExitCode == 0, good.Output + good.Error);
    }

    [ToolFact("pre-commit")]
    public async Task Where_no_check_looks_at_anything_it_has_not_passed()
    {
        _repository.Folder.Write("unfazed.yaml", "version: 1\ndetect: false\n");
        _repository.Commit();

        var ended = await _unfazed.ShellAsync(_repository.Path, "pre-commit run --all-files");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("- exit code: 4", ended.Output, StringComparison.Ordinal);
    }

    [ToolFact("pre-commit")]
    public async Task A_file_whose_name_is_an_option_is_a_file()
    {
        _repository.Folder.Write("--skip=hygiene", "text\n");
        _repository.Folder.Write("data.json", "{\"a\":\n");
        _repository.Commit();

        Assert.Equal(1, (await _unfazed.ShellAsync(_repository.Path, "pre-commit run --all-files")).ExitCode);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
        _ours.Dispose();
        _place.Dispose();
    }
}
