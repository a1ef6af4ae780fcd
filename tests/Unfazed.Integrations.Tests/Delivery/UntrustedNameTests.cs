using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Delivery;

public sealed class UntrustedNameTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly DeliveryScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory(Timeout = Limit)]
    [InlineData(TrustState.Untrusted, SettingOrigin.ProjectFile, "root")]
    [InlineData(TrustState.Changed, SettingOrigin.ProjectFile, "root")]
    [InlineData(TrustState.Trusted, SettingOrigin.ProjectFile, "shop")]
    [InlineData(TrustState.Untrusted, SettingOrigin.Environment, "shop")]
    public async Task Only_a_trusted_repository_or_the_user_names_the_group_whose_metrics_a_run_replaces(TrustState trust, SettingOrigin origin, string group)
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers, Answer = DeliveryScene.Yes };
        _scene.With(ServiceSettings.Prometheus, server.Address);
        _scene.Configuration = _scene.Configuration with { Trust = trust, Project = new Setting<string?>("shop", new SettingSource(origin, "x")) };

        await _scene.TellAsync();

        Assert.Contains($"/project/{group}/", Assert.Single(server.Requests), StringComparison.Ordinal);
    }
}
