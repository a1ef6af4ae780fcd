using Unfazed.Core.Configuration;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class OfflineTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task An_offline_run_starts_nothing_that_reaches_the_network_and_is_no_pass()
    {
        _scene.Configuration = _scene.Configuration with { Offline = Setting<bool>.Default(true) };
        _scene.Passing("linter").Passing("scanner", static check => check with { Network = true }).Passing("query", static check => check with { Service = "db" });

        var report = await _scene.Orchestrator().RunAllAsync();

        Assert.Equal(["linter"], _scene.Started);
        Assert.Equal([CheckStatus.Passed, CheckStatus.Unavailable, CheckStatus.Unavailable], report.Checks.Select(static check => check.Status));
        Assert.All(report.Checks.Skip(1), static check => Assert.Equal(ErrorCodes.Offline, check.Observation.Error));
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
    }

    [Fact(Timeout = 120_000)]
    public async Task Otherwise_they_run()
    {
        var report = await _scene.Passing("scanner", static check => check with { Network = true }).Orchestrator().RunAllAsync();

        Assert.Equal(Verdict.Passed, report.Verdict);
    }
}
