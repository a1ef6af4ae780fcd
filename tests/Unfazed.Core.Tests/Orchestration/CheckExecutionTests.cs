using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class CheckExecutionTests
{
    private static readonly Check Any = new() { Name = "any", Dimension = Dimension.Lint };

    [Fact]
    public void A_stop_that_comes_when_all_is_over_is_nothing()
    {
        var execution = new CheckExecution(Any, new FakeTimeProvider());
        execution.Dispose();

        execution.RequestStop(StopReason.Timeout, TimeSpan.Zero);

        Assert.Equal(StopReason.None, execution.Stop.Reason);
    }

    [Fact]
    public void A_validator_that_is_over_the_moment_it_is_told_to_stop_is_no_harm_to_who_told_it()
    {
        var execution = new CheckExecution(Any, new FakeTimeProvider());
        execution.Stop.Subscribe(execution.Dispose);

        execution.RequestStop(StopReason.Timeout, TimeSpan.Zero);

        Assert.Equal(StopReason.Timeout, execution.Stop.Reason);
        Assert.True(execution.Stop.Token.IsCancellationRequested);
    }
}
