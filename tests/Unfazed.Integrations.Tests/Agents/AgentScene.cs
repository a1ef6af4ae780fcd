using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;
using Unfazed.Core.Redaction;
using Unfazed.Integrations.Agents;
using Unfazed.Resilience;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Agents;

/// <summary>A report with failures, and a server that is a puppet or a real one.</summary>
internal sealed class AgentScene : IDisposable
{
    private readonly string _tag = $"agents-{Guid.NewGuid():N}";

    // It writes down what it was told last, however long the processor keeps it waiting.
    private static readonly string[] IgnoresSigterm = ["ignore", "15"];

    public TemporaryDirectory Folder { get; } = new();

    public AgentSettings Settings { get; set; } = new() { Enabled = Setting<bool>.Default(true) };

    public CircuitBreaker Breaker { get; set; } = new("mcp", new CircuitBreakerOptions { FailMax = 3 });

    public Redactor Redactor { get; set; } = Redactor.None;

    public TimeSpan InitializeTimeout { get; set; } = TimeSpan.FromSeconds(60);

    public string Tool { get; set; } = "agent_spawn";

    public Func<AgentWork, ValidationResult?> Again { get; set; } = static work => work.Result with { Status = CheckStatus.Passed, Message = "passes now" };

    public List<string> Said { get; } = [];

    /// <summary>What the puppet was asked.</summary>
    public string Notes => Folder["notes"];

    public static string Puppet { get; } = Path.Combine(AppContext.BaseDirectory, "puppet");

    public static ValidationResult Failing(string dimension, params Finding[] findings) => new()
    {
        Dimension = new Dimension(dimension),
        Tier = ValidationTier.Blocker,
        Status = CheckStatus.Failed,
        Message = "flake8: 1 problem",
        Checks = [],
        Findings = [.. findings],
        FixSuggestion = "black .",
        Agent = "coder",
    };

    public static ValidationReport Report(params ValidationResult[] results) => new()
    {
        Run = new RunInfo { Id = "1", Project = "p", Root = "/", StartedAt = default, Deadline = TimeSpan.FromMinutes(1) },
        Verdict = Verdict.Blocked,
        ExitCode = 1,
        Tiers = [new TierResult(ValidationTier.Blocker, [.. results])],
    };

    /// <summary>Runs the phase with a puppet of this manner.</summary>
    public Task<IntegrationResult> RunAsync(string manner, params ValidationResult[] results) =>
        RunAsync([Puppet, "tag", _tag, .. manner == "waits" ? IgnoresSigterm : [], "mcp", manner, Notes], CancellationToken.None, results);

    public async Task<IntegrationResult> RunAsync(ImmutableArray<string> server, CancellationToken interrupt, params ValidationResult[] results)
    {
        await using var phase = new AgentPhase(new AgentSetup
        {
            Settings = Settings,
            Tool = Tool,
            Server = new McpServer(server, Folder.Path, new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System), _tag) { InitializeTimeout = InitializeTimeout },
            Breaker = Breaker,
            Redactor = Redactor,
            Verify = (work, _) => Task.FromResult(new Verification(Again(work), "")),
            Say = Said.Add,
        });
        return await phase.RunAsync(Report(results.Length == 0 ? [Failing("code_quality")] : results), interrupt);
    }

    /// <summary>Completes when the puppet was called.</summary>
    public async Task CalledAsync()
    {
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Folder.Path, "notes");
        watcher.Created += (_, _) => called.TrySetResult();
        watcher.Changed += (_, _) => called.TrySetResult();
        watcher.EnableRaisingEvents = true;
        if (!File.Exists(Notes))
        {
            await called.Task;
        }
    }

    /// <summary>Processes that were started here and are alive.</summary>
    public IEnumerable<string> Left() => ProcessTable.ReadAll().Values
        .Where(process => process.State != 'Z' && ProcFile.Read(ProcFile.PathOf(process.Id, "environ")) is { } bytes && PosixText.Decode(bytes).Contains(_tag, StringComparison.Ordinal))
        .Select(static process => $"{process.Name} ({process.Id})");

    public void Dispose() => Folder.Dispose();
}
