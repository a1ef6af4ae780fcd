using System.Collections.Immutable;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class NarrowedPlanTests : IDisposable
{
    private static readonly Observation NothingToDo = new() { Ending = ObservationEnding.Skipped, Message = "no file of its kind among the selected files" };

    private readonly Scene _scene = new();

    [Fact]
    public void When_nothing_changed_every_check_is_skipped_and_says_why()
    {
        var plan = _scene.Passing("tests").Passing("lint").Orchestrator().Plan(Changed([]));

        Assert.Equal(["nothing changed since HEAD", "nothing changed since HEAD"], plan.Checks.Select(static check => check.Settled?.Message));
    }

    [Fact]
    public async Task A_run_over_no_change_is_inconclusive()
    {
        var report = await _scene.Passing("tests").Orchestrator().RunAsync(Changed([]));

        Assert.Equal((Verdict.Inconclusive, 4), (report.Verdict, report.ExitCode));
    }

    [Fact]
    public void Of_a_check_in_many_places_those_that_the_files_do_not_concern_are_left_out()
    {
        _scene.File("a.ts");
        var plan = _scene
            .Passing("tsc", static check => check with { Directory = "a", Settled = NothingToDo })
            .Passing("tsc", static check => check with { Directory = "b" })
            .Passing("eslint", static check => check with { Directory = "a", Settled = NothingToDo })
            .Passing("eslint", static check => check with { Directory = "b", Settled = NothingToDo })
            .Orchestrator().Plan(Changed(["a.ts"]));

        Assert.Equal([("tsc", "b"), ("eslint", "a")], plan.Checks.Select(static check => (check.Name, check.Directory)));
    }

    [Fact]
    public void Paths_and_a_change_select_what_lies_in_both()
    {
        _scene.File("a.py");
        _scene.File("b.py");
        FileSelection? seen = null;
        var source = new Watcher(selection => seen = selection);
        var setup = _scene.Setup() with { Sources = [source] };

        new ValidationOrchestrator(setup).Plan(Changed(["a.py", "b.py"], "lib/gone.py", "gone.py") with { Paths = ["b.py", "lib"] });

        Assert.Equal<string>(["b.py"], seen!.Paths);
        Assert.Equal<string>(["lib/gone.py"], seen.Gone);
    }

    [Fact]
    public async Task What_is_staged_only_in_part_is_named_in_the_run_and_is_no_pass()
    {
        _scene.File("a.py");
        var change = Changed(["a.py"]);
        var report = await _scene.Passing("lint", static check => check with { PartiallyStaged = ["a.py"] }).Orchestrator()
            .RunAsync(change with { Changes = change.Changes! with { PartiallyStaged = ["a.py"] } });

        Assert.Equal<string>(["a.py"], report.Run.PartiallyStaged);
        Assert.Equal(ErrorCodes.StagedContentDiffers, report.Tiers[0].Results.Single().Details["error"].Value);
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
    }

    public void Dispose() => _scene.Dispose();

    private static RunSelection Changed(ImmutableArray<string> paths, params ImmutableArray<string> gone) =>
        new() { Changes = new ChangeSet { Paths = paths, Gone = gone, WhenEmpty = "nothing changed since HEAD" } };

    private sealed class Watcher(Action<FileSelection?> see) : ICheckSource
    {
        public ImmutableArray<KnownCheck> Known => [];

        public CheckDiscovery Discover(DiscoveryContext context)
        {
            see(context.Selection);
            return new CheckDiscovery([], []);
        }
    }
}
