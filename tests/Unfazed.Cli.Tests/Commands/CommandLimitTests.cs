using System.Collections.Immutable;
using Unfazed.Cli.Commands;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class CommandLimitTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly FakeTimeProvider _time = new();
    private readonly Interruption _interruption = new(static _ => { }, static _ => { });
    private readonly Terminal _terminal;
    private readonly CommandLimit _limit;

    public CommandLimitTests()
    {
        var environment = new ProcessEnvironment(ImmutableDictionary<string, string>.Empty, "/");
        _terminal = new Terminal(environment);
        var host = new Host { Environment = environment, Terminal = _terminal, Time = _time, Started = _time.GetTimestamp() };
        _limit = new CommandLimit(host, new Request { Command = "fix" }, _interruption);
    }

    [Fact(Timeout = Limit)]
    public async Task A_command_that_names_no_deadline_is_ended_at_the_default_one()
    {
        var running = _limit.RunAsync(WaitAsync);
        await _time.WaitForTimersAsync();

        _time.Advance(TimeSpan.FromMinutes(10));

        var error = await Assert.ThrowsAsync<UsageException>(() => running);
        Assert.Equal("unfazed fix did not end within 10m: a program or the file system does not respond", error.Message);
    }

    [Fact(Timeout = Limit)]
    public async Task A_longer_deadline_of_the_configuration_is_not_cut_at_the_default_one()
    {
        var followed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = _limit.RunAsync(stop =>
        {
            _limit.Follow(TimeSpan.FromMinutes(30));
            followed.SetResult();
            return WaitAsync(stop);
        });
        await followed.Task;

        _time.Advance(TimeSpan.FromMinutes(29));
        Assert.False(running.IsCompleted);
        Assert.Equal(1, _time.ArmedTimers);

        _time.Advance(TimeSpan.FromMinutes(1));
        var error = await Assert.ThrowsAsync<UsageException>(() => running);
        Assert.Contains("within 30m", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _interruption.Dispose();
        _terminal.Dispose();
    }

    private static async Task<int> WaitAsync(CancellationToken stop)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        return 0;
    }
}
