using Unfazed.Cli.Commands;
using Unfazed.Cli.Rendering;
using Unfazed.Cli.Tests.Rendering;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class LiveViewTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordedScreen _screen = new();
    private readonly LiveView _view;

    private readonly Check _first = new() { Name = "first", Dimension = Dimension.CodeQuality, Timeout = TimeSpan.FromSeconds(60), Locks = ["db"] };
    private readonly Check _second = new() { Name = "second", Dimension = Dimension.CodeQuality, Timeout = TimeSpan.FromSeconds(60), Locks = ["db"] };

    public LiveViewTests() => _view = new LiveView(_screen, _time, color: false);

    [Fact]
    public void What_runs_and_what_it_holds_up_is_drawn_ten_times_a_second_at_most()
    {
        Begin();
        for (var step = 0; step < 100; step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(_screen.Drawings.Count, 9, 10);
        Assert.Contains("first  0.1s of 1m", _screen.Drawings[0], StringComparison.Ordinal);
        Assert.Contains("waiting: 1 for lock db", _screen.Drawings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_wait_for_what_another_process_holds_is_no_wait_for_cores()
    {
        _view.On(new RunStarted(_time.GetUtcNow(), SampleReport.Good.Run, new RunPlan([_first], [])));
        _view.On(new CheckAwaitsLock(_time.GetUtcNow(), _first));
        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Contains("waiting: 1 for lock db", _screen.Drawings[0], StringComparison.Ordinal);
        Assert.DoesNotContain("cores", _screen.Drawings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_while_nothing_changes()
    {
        _view.On(new RunStarted(_time.GetUtcNow(), SampleReport.Good.Run, new RunPlan([_first], [])));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Single(_screen.Drawings, static drawing => drawing.Length > 0);
    }

    [Fact]
    public void What_others_write_stands_above_and_the_end_takes_the_rest_down()
    {
        Begin();
        Assert.True(_screen.Say("a notice\n"));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.True(_screen.Say("the last\n"));
        _view.On(new RunFinished(_time.GetUtcNow(), SampleReport.Good));

        Assert.StartsWith("a notice\n", _screen.Drawings[0], StringComparison.Ordinal);
        Assert.EndsWith("\e[Jthe last\n", _screen.Last, StringComparison.Ordinal);
        Assert.False(_screen.Say("too late"));
    }

    [Fact]
    public void The_screen_is_given_back_once_however_a_run_ends()
    {
        Begin();
        _view.Dispose();
        _view.On(new RunFinished(_time.GetUtcNow(), SampleReport.Good));
        _view.Dispose();

        Assert.Equal(1, _screen.Ends);
    }

    public void Dispose() => _view.Dispose();

    private void Begin()
    {
        _view.On(new RunStarted(_time.GetUtcNow(), SampleReport.Good.Run, new RunPlan([_first, _second], [])));
        _view.On(new CheckStarted(_time.GetUtcNow(), _first));
    }

    private sealed class RecordedScreen : ILiveScreen
    {
        private Func<string, bool> _above = static _ => false;

        public List<string> Drawings { get; } = [];

        public string Last { get; private set; } = "";

        public int Ends { get; private set; }

        public WindowSize Size => new(80, 24);

        public void Begin(Func<string, bool> above) => _above = above;

        public bool Say(string lines) => _above(lines);

        public void Draw(string drawing) => Drawings.Add(drawing);

        public void End(string drawing) => (Last, Ends) = (drawing, Ends + 1);
    }
}
