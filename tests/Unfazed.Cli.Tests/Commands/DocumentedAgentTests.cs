using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>The example of docs/agents.md, word for word, with the real server that it names. The agent's program is a stand-in: a real one costs money.</summary>
public sealed class DocumentedAgentTests : IDisposable
{
    private const int Limit = 120_000;
    private const string DocumentedServer = "/usr/local/bin/mcp-server-commands";

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();
    private readonly TemporaryDirectory _place = new();

    public DocumentedAgentTests()
    {
        _repository.Folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  whole: { run: [sh, -c, 'echo \"broken.json is broken\"; test ! -e broken.json'] }\n");
        _repository.Folder.Write("broken.json", "{\n");
        _repository.Commit();
        Directory.CreateDirectory(Path.GetDirectoryName(_unfazed.UserFile)!);
        var example = Example();
        Assert.Contains(DocumentedServer, example, StringComparison.Ordinal);
        File.WriteAllText(_unfazed.UserFile, example.Replace(DocumentedServer, Tool.Find("mcp-server-commands") ?? DocumentedServer, StringComparison.Ordinal));
        _unfazed.Variables["PATH"] = $"{_place["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    [ToolFact("mcp-server-commands", "node", Timeout = Limit)]
    public async Task The_agent_gets_the_task_and_what_it_fixed_passes()
    {
        WriteAgent("printf '%s ' \"$@\" > \"$ASKED\"; cat >> \"$ASKED\"; rm broken.json; echo done");

        var ended = await _unfazed.RunAsync(_repository.Path, "run", "--format", "json");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal(("ok", "code_quality: agent coder was set to work, and the fix holds: whole: nothing found"), await OutcomeAsync());
        var asked = await File.ReadAllTextAsync(_place["asked"]);
        Assert.StartsWith("-p --permission-mode acceptEdits The dimension \"code_quality\" of this repository fails.", asked, StringComparison.Ordinal);
        Assert.Contains("\"check\":\"whole\"", asked, StringComparison.Ordinal);
        Assert.Contains("\"message\":\"broken.json is broken\"", asked, StringComparison.Ordinal);
        Assert.Contains("\"command\":[\"sh\",\"-c\",", asked, StringComparison.Ordinal);
        Assert.Matches("\"log\":\"[^\"]*whole[^\"]*\"", asked);
    }

    [ToolFact("mcp-server-commands", "node", Timeout = Limit)]
    public async Task An_agent_that_fails_is_no_success()
    {
        WriteAgent("cat > /dev/null; echo 'Invalid API key'; exit 1");

        await _unfazed.RunAsync(_repository.Path, "run", "--format", "json");

        var (status, message) = await OutcomeAsync();
        Assert.Equal("failed", status);
        Assert.StartsWith("code_quality: agent coder failed: Command failed: claude -p --permission-mode acceptEdits", message, StringComparison.Ordinal);
        Assert.Contains("Invalid API key", message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
        _place.Dispose();
    }

    private void WriteAgent(string script)
    {
        _place.Write("bin/claude", $"#!/bin/sh\nASKED='{_place["asked"]}'\n{script}\n");
        File.SetUnixFileMode(_place["bin/claude"], (UnixFileMode)0b111_101_101);
    }

    private async Task<(string? Status, string? Message)> OutcomeAsync()
    {
        using var document = JsonDocument.Parse((await _unfazed.RunAsync(_repository.Path, "report", "--last", "--format", "json")).Output);
        var entry = Assert.Single(document.RootElement.GetProperty("integrations").EnumerateArray());
        return (entry.GetProperty("status").GetString(), entry.GetProperty("message").GetString());
    }

    // The first block of the page.
    private static string Example() => File.ReadAllText(RepositoryRoot.Combine("docs", "agents.md")).Split("```yaml unfazed\n")[1].Split("```")[0];
}
