using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class EndingsTests
{
    private static readonly Check Any = new() { Name = "any", Dimension = Dimension.Lint, Timeout = TimeSpan.FromSeconds(2) };

    [Theory]
    [InlineData(StopReason.Timeout, "timed out after 2s (last error: no proxy)")]
    [InlineData(StopReason.Deadline, "not finished at the run's deadline (last error: no proxy)")]
    public void A_timeout_shows_the_last_error_that_the_tool_printed(StopReason reason, string message)
    {
        var seen = new Observation { Ending = ObservationEnding.TimedOut, Message = "no proxy\nand more" };

        Assert.Equal(message, Endings.Stopped(Any, reason, seen).Message);
    }

    [Fact]
    public void What_a_check_says_that_ended_by_itself_is_no_error_of_a_timeout()
    {
        var seen = new Observation { Ending = ObservationEnding.Completed, Message = "3 tests failed" };

        Assert.Equal("timed out after 2s", Endings.Stopped(Any, StopReason.Timeout, seen).Message);
    }
}
