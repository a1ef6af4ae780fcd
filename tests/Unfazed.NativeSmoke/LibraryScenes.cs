using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Resilience;
using Unfazed.Resilience.Sqlite;
using Unfazed.Validators;

namespace Unfazed.NativeSmoke;

/// <summary>The libraries as a program of somebody else's uses them.</summary>
internal static class LibraryScenes
{
    public static IEnumerable<(string Name, Func<Task> Scene)> All() =>
    [
        ("a breaker outlives its registry", BreakerAsync),
        ("a retry is behind its breaker", RetryAsync),
        ("an orchestrator runs the built-in checks", OrchestratorAsync),
    ];

    private static async Task BreakerAsync()
    {
        using var folder = new ScratchFolder();
        var options = new CircuitBreakerRegistryOptions { Store = new SqliteBreakerStore(folder["breakers.db"]), OnStoreWarning = static warning => throw new InvalidOperationException(warning.Detail) };
        await using (var first = new CircuitBreakerRegistry(options))
        {
            first.GetBreaker("service").Isolate("smoke");
        }

        await using var second = new CircuitBreakerRegistry(options);
        Expect.Equal(CircuitState.Isolated, second.GetBreaker("service").State, "the state in another registry");
    }

    private static async Task RetryAsync()
    {
        var attempts = 0;
        var retry = new RetryWithBreaker(new CircuitBreaker("flaky"), new RetryWithBreakerOptions { MaxAttempts = 3, BaseDelay = TimeSpan.FromMilliseconds(1), Exceptions = [typeof(IOException)] });
        var answer = await retry.ExecuteAsync(_ => ++attempts < 3 ? throw new IOException("not yet") : ValueTask.FromResult(attempts), CancellationToken.None).ConfigureAwait(false);
        Expect.Equal(3, answer, "the attempt that succeeded");
    }

    private static async Task OrchestratorAsync()
    {
        using var folder = new ScratchFolder();
        folder.Write("data.json", "{\n");
        var environment = ProcessEnvironment.Capture();
        var processes = new ProcessRunner(environment, TimeProvider.System);
        var root = new WorkspaceRoot { Path = folder.Path };
        var report = await new ValidationOrchestrator(new OrchestratorSetup
        {
            Workspace = await new WorkspaceReader(processes).ReadAsync(root, []).ConfigureAwait(false),
            Configuration = new UnfazedConfiguration(),
            Sources = [new BuiltInCheckSource()],
            Processes = processes,
        }).RunAllAsync().ConfigureAwait(false);
        Expect.Equal(1, report.ExitCode, "the exit code of a report on broken JSON");
    }
}
