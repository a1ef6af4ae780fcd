using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Delivery;

/// <summary>Only whole runs say how a branch is.</summary>
public sealed class WholeRunTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly DeliveryScene _scene = new();
    private readonly TemporaryDirectory _folder = new();

    public void Dispose()
    {
        _scene.Dispose();
        _folder.Dispose();
    }

    [Theory(Timeout = Limit)]
    [InlineData(false, RunState.Complete)]
    [InlineData(true, RunState.Interrupted)]
    public async Task A_run_of_a_part_replaces_neither_the_metrics_nor_the_textfile_of_a_whole_one(bool isWhole, RunState state)
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers, Answer = DeliveryScene.Yes };
        _scene.With(ServiceSettings.Prometheus, server.Address);
        var textfile = WithTextfile();
        await _scene.TellAsync();
        _scene.Verdict = Verdict.Passed;

        var outcome = await _scene.TellAsync(isWhole, state);

        Assert.Equal(["skipped", "skipped"], outcome.Results.Select(static result => result.Status));
        Assert.Contains("verdict=\"blocked\"} 1", Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.Contains("verdict=\"blocked\"} 1", await File.ReadAllTextAsync(textfile), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_run_of_a_part_delivers_the_whole_one_that_waits_and_deletes_nothing()
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers, Answer = DeliveryScene.Yes };
        _scene.With(ServiceSettings.Prometheus, server.Address);
        await _scene.TellAsync(budget: TimeSpan.Zero);
        _scene.Verdict = Verdict.Passed;

        await _scene.TellAsync(isWhole: false, budget: TimeSpan.Zero);
        Assert.Equal(1, _scene.Waiting());
        await _scene.TellAsync(isWhole: false);

        Assert.Contains("verdict=\"blocked\"} 1", server.Requests[^1], StringComparison.Ordinal);
        Assert.Equal(0, _scene.Waiting());
        Assert.Equal("delivered later", Assert.Single(_scene.Journaled(1)).Message);
    }

    [Fact(Timeout = Limit)]
    public async Task A_database_gets_a_row_of_every_run_that_says_whether_it_was_whole()
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers, Answer = DeliveryScene.Yes };
        _scene.With(ServiceSettings.QuestDb, server.Address);

        await _scene.TellAsync(isWhole: false);

        Assert.Contains("whole=f", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    private string WithTextfile()
    {
        var textfile = _folder["unfazed.prom"];
        var services = _scene.Configuration.Services;
        _scene.Configuration = _scene.Configuration with { Services = services.SetItem(0, services[0] with { Textfile = Setting<string>.Default(textfile) }) };
        return textfile;
    }
}
