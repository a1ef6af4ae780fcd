using System.Text;
using CustomValidator;
using Unfazed.Core;
using Unfazed.Core.Baselines;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Resilience;
using Unfazed.Testing;
using Unfazed.Validators;

namespace Unfazed.Cli.Tests.Hosting;

/// <summary>What the command line does beside a run, done by a program that has only the public types (the sample).</summary>
public sealed class RepositoryTasksTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly TestRepository _repository = new();
    private readonly TemporaryDirectory _home = new();

    public RepositoryTasksTests()
    {
        _repository.Folder.Write("a.txt", "one \n");
        _repository.Folder.Write("unfazed.yaml", "severity: { \"hygiene:trailing-whitespace\": warning }\n");
        _repository.Commit();
    }

    public void Dispose()
    {
        _repository.Dispose();
        _home.Dispose();
    }

    [Fact(Timeout = Limit)]
    public async Task A_second_run_has_cached_results_and_a_report_in_every_format()
    {
        foreach (var format in Core.Reports.ReportFormats.Names)
        {
            using var output = new MemoryStream();
            await RepositoryTasks.RunAsync(await LoadAsync(), format, output, CancellationToken.None);
            Assert.True(output.Length > 0, format);
        }

        using var last = new MemoryStream();
        var report = await RepositoryTasks.RunAsync(await LoadAsync(), "sarif", last, CancellationToken.None);
        Assert.True(report.Checks.Single(static check => check.Name == "hygiene").Cached);
        Assert.Contains("trailing-whitespace", Encoding.UTF8.GetString(last.ToArray()), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task An_accepted_finding_no_longer_blocks_and_leaves_the_baseline_once_it_is_fixed()
    {
        Assert.Single((await RepositoryTasks.AcceptAsync(await LoadAsync(), CancellationToken.None)).Added);
        var accepted = await new ValidationOrchestrator(await LoadAsync()).RunAllAsync();
        Assert.Equal((Verdict.Passed, 1L), (accepted.Verdict, Baseline.Read(_repository.Path)!.Total));

        _repository.Folder.Write("a.txt", "one\n");
        Assert.Single((await RepositoryTasks.AcceptAsync(await LoadAsync(), CancellationToken.None)).Removed);
        Assert.Equal(0, Baseline.Read(_repository.Path)!.Total);
    }

    [Fact]
    public void A_broken_baseline_says_where_it_is_broken()
    {
        _repository.Folder.Write(Baseline.FileName, "{\n<<<<<<< ours\n");
        var error = Assert.Throws<WorkspaceException>(() => Baseline.Read(_repository.Path));
        Assert.StartsWith("unfazed.baseline.json:2: a merge left a conflict", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_fix_changes_the_file_and_the_next_run_is_compared_with_the_one_before()
    {
        var first = await new ValidationOrchestrator(await LoadAsync()).RunAllAsync();
        Assert.Null(RepositoryTasks.Compare(await LoadAsync(), first));

        Assert.Equal<string>(["a.txt"], await RepositoryTasks.FixAsync(await LoadAsync(), CancellationToken.None));

        Assert.Equal("one\n", File.ReadAllText(_repository.Folder["a.txt"]));
        var setup = await LoadAsync();
        var compared = RepositoryTasks.Compare(setup, await new ValidationOrchestrator(setup).RunAllAsync())!;
        Assert.Equal((first.Run.Id, 1, 0), (compared.Before.Run.Id, compared.Fixed.Length, compared.New.Length));
    }

    [Fact(Timeout = Limit)]
    public async Task A_preview_of_a_fix_writes_nothing_and_a_cancelled_fix_neither()
    {
        var fix = new Validators.Fixing.RepositoryFix(await LoadAsync());
        Assert.Equal("one\n", Encoding.UTF8.GetString(Assert.Single((await fix.PreviewAsync(RunSelection.All)).Files).After));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fix.ApplyAsync(RunSelection.All, new CancellationToken(canceled: true)));
        Assert.Equal("one \n", File.ReadAllText(_repository.Folder["a.txt"]));
    }

    [Fact(Timeout = Limit)]
    public async Task Services_of_a_repository_get_its_runs_once_somebody_trusts_it()
    {
        var textfile = _home["metrics.prom"];
        _repository.Folder.Write("unfazed.yaml", $"services: {{ prometheus: {{ textfile: {textfile} }} }}\n");
        using var output = new MemoryStream();
        var untrusted = await RepositoryTasks.RunAsync(await LoadAsync(), "json", output, CancellationToken.None);
        Assert.Equal("skipped", Assert.Single(untrusted.Integrations).Status);
        Assert.False(File.Exists(textfile));

        Assert.False(await RepositoryTasks.TrustAsync(Request(), static _ => false, CancellationToken.None));
        var shown = new List<string>();
        Assert.True(await RepositoryTasks.TrustAsync(
            Request(),
            asked =>
            {
                shown.Add(asked);
                return true;
            },
            CancellationToken.None));
        Assert.Contains(shown, asked => asked.Contains(textfile, StringComparison.Ordinal));

        var trusted = await RepositoryTasks.RunAsync(await LoadAsync(), "json", output, CancellationToken.None);
        Assert.Equal("pending", Assert.Single(trusted.Integrations).Status);
        Assert.Contains("unfazed_", await File.ReadAllTextAsync(textfile), StringComparison.Ordinal);
        var stored = new RunHistory(await LoadAsync()).Find(trusted.Run.Id)!;
        Assert.Equal(("prometheus_textfile", "ok"), (Assert.Single(stored.Integrations).Name, stored.Integrations[0].Status));
    }

    [Fact(Timeout = Limit)]
    public async Task Agents_without_a_server_are_skipped_with_the_reason()
    {
        using var output = new MemoryStream();
        var report = await RepositoryTasks.RunAsync(await LoadAsync("agents: { enabled: true }"), "json", output, CancellationToken.None);
        var agents = Assert.Single(report.Integrations);
        Assert.Equal(("mcp", "skipped", "no server is configured: services.mcp.run"), (agents.Name, agents.Status, agents.Message));
    }

    [Fact(Timeout = Limit)]
    public async Task Open_breakers_are_listed_by_the_name_of_their_service()
    {
        await using var breakers = new CircuitBreakerRegistry();
        var setup = (await LoadAsync()) with { Breakers = breakers };
        Assert.Empty(RepositoryTasks.OpenBreakers(setup));
        new BreakerBoard(breakers, setup.Workspace.Root).Isolate([ServiceBreakerPolicy.NameFor("bank", setup.Configuration, setup.Workspace.Root)]);
        Assert.StartsWith("bank: Isolated", Assert.Single(RepositoryTasks.OpenBreakers(setup)), StringComparison.Ordinal);
        Assert.Equal(1, new BreakerBoard(breakers, setup.Workspace.Root).Reset("bank"));
        Assert.Empty(RepositoryTasks.OpenBreakers(setup));
    }

    private SetupRequest Request(string? userFile = null)
    {
        if (userFile is not null)
        {
            _home.Write(Path.Combine("config", "unfazed", "unfazed.yaml"), userFile + "\n");
        }

        var environment = ProcessEnvironment.Capture();
        return new SetupRequest
        {
            Sources = BuiltInSources.All,
            Environment = environment with
            {
                Directory = _repository.Path,
                Variables = environment.Variables.SetItems(TestRepository.Variables)
                    .SetItem("XDG_CONFIG_HOME", _home["config"]).SetItem("UNFAZED_STATE_DIR", _home["state"]).SetItem("UNFAZED_CACHE_DIR", _home["cache"]),
            },
        };
    }

    private Task<OrchestratorSetup> LoadAsync(string? userFile = null) => OrchestratorSetup.LoadAsync(Request(userFile));
}
