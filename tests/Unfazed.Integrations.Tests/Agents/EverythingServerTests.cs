using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Agents;

/// <summary>The reference server, as npm gives it.</summary>
public sealed class EverythingServerTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly AgentScene _scene = new();

    [ToolFact("mcp-server-everything", "node", Timeout = Limit)]
    public async Task The_real_server_gives_back_what_it_was_told()
    {
        _scene.Tool = "echo";
        _scene.Settings = _scene.Settings with { Arguments = Mapping("message", "{agent} on {dimension}") };

        var result = await _scene.RunAsync(Server, CancellationToken.None);

        Assert.Equal("code_quality: agent coder was set to work: Echo: coder on code_quality", result.Message);
        Assert.Empty(_scene.Left());
    }

    [ToolFact("mcp-server-everything", "node", Timeout = Limit)]
    public async Task What_its_schema_asks_for_is_held_against_the_mapping_first()
    {
        _scene.Tool = "echo";
        var result = await _scene.RunAsync(Server, CancellationToken.None);
        Assert.Equal("code_quality: agent coder failed: the tool asks for 'message', which agents.arguments does not give", result.Message);
    }

    [ToolFact("mcp-server-everything", "node", Timeout = Limit)]
    public async Task A_tool_that_it_does_not_have_is_said()
    {
        var result = await _scene.RunAsync(Server, CancellationToken.None);
        Assert.StartsWith("code_quality: agent coder failed: the server has no tool 'agent_spawn', but 'echo', ", result.Message, StringComparison.Ordinal);
        Assert.EndsWith(": set services.mcp.tool", result.Message, StringComparison.Ordinal);
        Assert.Equal(0, _scene.Breaker.Failures);
    }

    public void Dispose() => _scene.Dispose();

    private static ImmutableArray<string> Server => [Tool.Path("mcp-server-everything"), "stdio"];

    private static Setting<ImmutableDictionary<string, string>> Mapping(string name, string text) =>
        Setting<ImmutableDictionary<string, string>>.Default(ImmutableDictionary<string, string>.Empty.Add(name, text));
}
