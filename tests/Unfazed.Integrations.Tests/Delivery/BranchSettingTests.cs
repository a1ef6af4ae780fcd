using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Delivery;

/// <summary>Which branches a service gets runs of.</summary>
public sealed class BranchSettingTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly DeliveryScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact(Timeout = Limit)]
    public async Task A_run_of_another_branch_is_skipped_with_the_reason_and_what_waits_is_delivered()
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers, Answer = DeliveryScene.Yes };
        _scene.With(ServiceSettings.QuestDb, server.Address);
        await _scene.TellAsync(TimeSpan.Zero);
        _scene.Configuration = _scene.Configuration with { Services = [_scene.Configuration.Services[0] with { Branches = Setting<ImmutableArray<string>>.Default(["main", "release/*"]) }] };

        var result = Assert.Single((await _scene.TellAsync()).Results);

        Assert.Equal("skipped", result.Status);
        Assert.StartsWith("services.questdb.branches leaves out ", result.Message, StringComparison.Ordinal);
        Assert.Equal(0, _scene.Waiting());
        Assert.DoesNotContain(DeliveryScene.RunId(2), string.Concat(server.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("main", true)]
    [InlineData("release/1.2", true)]
    [InlineData("release/1.2/hot", false)]
    [InlineData("feature/main", false)]
    [InlineData("mainly", false)]
    public void A_glob_fits_a_branch_from_its_beginning(string branch, bool isTaken)
    {
        var service = new ServiceSettings { Name = ServiceSettings.QuestDb, Branches = Setting<ImmutableArray<string>>.Default(["main", "release/*"]) };

        Assert.Equal(isTaken, ServiceSinks.TakesBranch(new UnfazedConfiguration { Services = [service] }, ServiceSettings.QuestDb, branch));
    }
}
