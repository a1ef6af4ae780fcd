using System.Collections.Immutable;
using Unfazed.Core.Caching;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Orchestration;

/// <summary>A program that loads once and runs again and again: every run is about the files as they are when it begins.</summary>
public sealed class RepeatedRunTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly TestRepository _repository = new();
    private readonly TemporaryDirectory _state = new();

    // Long after everything was written: time stamps prove what a file holds.
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow().AddHours(1));

    public RepeatedRunTests()
    {
        _repository.Folder.Write("a.txt", "good");
        _repository.Commit();
    }

    public void Dispose()
    {
        _repository.Dispose();
        _state.Dispose();
    }

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_changed_after_the_first_run_is_not_answered_from_the_cache(bool isListed)
    {
        var setup = await LoadAsync();
        setup = isListed ? setup with { Workspace = new WorkspaceSnapshot(setup.Workspace.Root, setup.Workspace.IsGit, setup.Workspace.Files) } : setup;
        Assert.Equal(Verdict.Passed, await RunAsync(setup));
        _repository.Folder.Write("a.txt", "a bad one");
        Assert.Equal(Verdict.Blocked, await RunAsync(setup));
        _repository.Folder.Write("a.txt", "good again");
        Assert.Equal(Verdict.Passed, await RunAsync(setup with { Workspace = setup.Workspace.Without([Glob.Parse("*.md")]) }));
    }

    [Fact(Timeout = Limit)]
    public async Task What_did_not_change_is_answered_from_the_cache_in_every_run()
    {
        var setup = await LoadAsync();
        await RunAsync(setup);
        Assert.True(Assert.Single((await new ValidationOrchestrator(setup).RunAllAsync()).Checks).Cached);
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_that_changed_between_loading_and_the_first_run_is_not_answered_from_the_cache()
    {
        Assert.Equal(Verdict.Passed, await RunAsync(await LoadAsync()));
        var setup = await LoadAsync();
        _repository.Folder.Write("a.txt", "a bad one");
        Assert.Equal(Verdict.Blocked, await RunAsync(setup));
    }

    [Fact(Timeout = Limit)]
    public async Task New_and_deleted_files_count_in_the_next_run()
    {
        var setup = await LoadAsync();
        Assert.Equal(Verdict.Passed, await RunAsync(setup));
        _repository.Folder.Write("new/b.txt", "bad");
        Assert.Equal(Verdict.Blocked, await RunAsync(setup));
        Assert.Equal(Verdict.Blocked, (await new ValidationOrchestrator(setup).ValidateFileAsync("new/b.txt")).Verdict);
        File.Delete(_repository.Folder["new/b.txt"]);
        Assert.Equal(Verdict.Passed, await RunAsync(setup));
        await Assert.ThrowsAsync<FileNotFoundException>(() => new ValidationOrchestrator(setup).ValidateFileAsync("new/b.txt"));
    }

    [Fact(Timeout = Limit)]
    public async Task Where_the_files_can_no_longer_be_listed_no_check_passes()
    {
        var setup = await LoadAsync();
        Assert.Equal(Verdict.Passed, await RunAsync(setup));
        _repository.Folder.Write(".git/index", "no index");

        var report = await new ValidationOrchestrator(setup).RunAllAsync();
        var check = Assert.Single(report.Checks);
        Assert.Equal((Verdict.Inconclusive, CheckStatus.Error), (report.Verdict, check.Status));
        Assert.Contains("the files cannot be listed: git cannot list the files", check.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_run_that_is_ended_while_its_files_are_listed_is_interrupted()
    {
        var setup = await LoadAsync();
        var report = await new ValidationOrchestrator(setup).RunAllAsync(new CancellationToken(canceled: true));
        Assert.Equal((RunState.Interrupted, CheckStatus.Cancelled), (report.Run.State, Assert.Single(report.Checks).Status));
    }

    private static async Task<Verdict> RunAsync(OrchestratorSetup setup) => (await new ValidationOrchestrator(setup).RunAllAsync()).Verdict;

    private async Task<OrchestratorSetup> LoadAsync()
    {
        var environment = ProcessEnvironment.Capture();
        var variables = environment.Variables.SetItem("XDG_CONFIG_HOME", "/nowhere").SetItem("UNFAZED_STATE_DIR", _state["state"]).SetItems(TestRepository.Variables);
        var setup = await OrchestratorSetup.LoadAsync(new SetupRequest
        {
            Sources = [new ValidatorSource("words", new("mine"), static files => new Words(files)) { Files = ["**/*.txt"], CacheVersion = "1" }],
            Time = _clock,
            Environment = environment with { Directory = _repository.Path, Variables = variables },
        });
        return setup with { Cache = new ValidationCache(_state["cache"]) };
    }

    private sealed class Words(ImmutableArray<string> files) : IValidator
    {
        public async Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
        {
            var findings = new List<Finding>();
            foreach (var file in files)
            {
                if ((await File.ReadAllTextAsync(context.Workspace.FullPath(file), cancellationToken)).Contains("bad", StringComparison.Ordinal))
                {
                    findings.Add(new Finding { Tool = "words", Rule = "bad", Severity = Severity.Error, Message = "a bad word", Path = file });
                }
            }

            return Observation.Completed([.. findings], $"{files.Length} files");
        }
    }
}
