using System.Diagnostics;
using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class AgentTests : IDisposable
{
    private const int Limit = 120_000;

    private static readonly string Puppet = Path.Combine(AppContext.BaseDirectory, "puppet");

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();
    private readonly TemporaryDirectory _notes = new();

    public AgentTests() => Configure("");

    [Fact(Timeout = Limit)]
    public async Task A_fix_that_holds_is_told_and_changes_no_verdict()
    {
        Trust("mends", "verify: true");

        var ended = await _unfazed.RunAsync(_repository.Path, "run", "--format", "json");
        var stored = await _unfazed.RunAsync(_repository.Path, "report", "--last", "--format", "json");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal(("pending", "agents are set to work when the report is written"), Integration(ended.Output));
        Assert.Equal(("ok", "code_quality: agent coder was set to work, and the fix holds: whole: nothing found"), Integration(stored.Output));
        Assert.Contains("unfazed: code_quality: agent coder was set to work, and the fix holds: whole: nothing found", ended.ErrorLines);
        Assert.Contains("\"agent\":\"coder\"", ended.Output, StringComparison.Ordinal);
        Assert.Contains("\"verdict\":\"blocked\"", stored.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _unfazed.RunAsync(_repository.Path, "run")).ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task A_fix_that_does_not_hold_is_told_too()
    {
        Trust("good", "verify: true");

        var ended = await _unfazed.RunAsync(_repository.Path, "run", "--format", "json");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(ended.ErrorLines, static line => line.StartsWith("unfazed: code_quality: agent coder was set to work, and the fix does not hold: whole:", StringComparison.Ordinal));
    }

    [Theory(Timeout = Limit)]
    [InlineData("schema-list")]
    [InlineData("schema-text")]
    [InlineData("schema-null")]
    public async Task A_tool_whose_schema_is_no_object_is_a_failed_integration_and_no_defect(string manner)
    {
        Trust(manner, "timeout: 30s");

        var ended = await _unfazed.RunAsync(_repository.Path, "run", "--format", "json");
        var stored = await _unfazed.RunAsync(_repository.Path, "report", "--last", "--format", "json");

        Assert.Equal(1, ended.ExitCode);
        Assert.DoesNotContain("defect", ended.Error, StringComparison.Ordinal);
        Assert.Equal("failed", Integration(stored.Output).Status);
        Assert.Contains("the server", Integration(stored.Output).Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("./server")]
    [InlineData("server")]
    public async Task A_server_of_the_users_file_is_no_program_of_an_untrusted_repository(string program)
    {
        _repository.Folder.Write("server", $"#!/bin/sh\ntouch '{_notes["started"]}'\n");
        File.SetUnixFileMode(_repository.Folder["server"], (UnixFileMode)0b111_101_101);
        _repository.Commit();
        _unfazed.Variables["PATH"] = $"{_repository.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        WriteUserFile($"services: {{ mcp: {{ run: ['{program}'] }} }}\nagents: {{ enabled: true }}");

        var ended = await _unfazed.RunAsync(_repository.Path, "run", "--format", "json");

        Assert.Equal(("skipped", "services.mcp.run names no program outside this repository, which is not trusted; name an absolute path"), Integration(ended.Output));
        Assert.False(File.Exists(_notes["started"]));
    }

    [Fact(Timeout = Limit)]
    public async Task An_agent_that_changes_the_configuration_instead_of_the_code_has_fixed_nothing()
    {
        Trust("loosens", "verify: true");

        await _unfazed.RunAsync(_repository.Path, "run", "--format", "json");
        var (status, message) = Integration((await _unfazed.RunAsync(_repository.Path, "report", "--last", "--format", "json")).Output);

        Assert.Equal("failed", status);
        Assert.Contains("the fix does not hold", message, StringComparison.Ordinal);
        Assert.Contains("configuration changed since the run began: unfazed.yaml", message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_repository_that_nobody_trusts_starts_no_server()
    {
        Configure($"services: {{ mcp: {{ run: ['{Puppet}', mcp, mends, '{_notes["asked"]}'] }} }}\nagents: {{ enabled: true }}\n");

        var ended = await _unfazed.RunAsync(_repository.Path, "run", "--format", "json");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal("skipped", Integration(ended.Output).Status);
        Assert.True(File.Exists(Path.Combine(_repository.Path, "broken.json")));
        Assert.False(File.Exists(_notes["asked"]));
    }

    [Theory(Timeout = Limit)]
    [InlineData("UNFAZED_CHECK_ID", "this run was started by a check or an agent")]
    [InlineData("UNFAZED_OFFLINE", "the run is offline")]
    public async Task An_agent_sets_no_other_agents_to_work_and_offline_nobody_does(string variable, string why)
    {
        Trust("mends", "verify: true");
        _unfazed.Variables[variable] = "1";

        var ended = await _unfazed.RunAsync(_repository.Path, "run", "--format", "json");

        Assert.Equal(("skipped", why), Integration(ended.Output));
        Assert.False(File.Exists(_notes["asked"]));
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_server_the_report_says_so()
    {
        WriteUserFile("agents: { enabled: true }");
        var ended = await _unfazed.RunAsync(_repository.Path, "run", "--format", "json");
        Assert.Equal(("skipped", "no server is configured: services.mcp.run"), Integration(ended.Output));
        Assert.Equal(1, ended.ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task A_signal_ends_an_agents_work_and_its_server()
    {
        Trust("waits", "verify: true");
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(_notes.Path, "asked");
        watcher.Created += (_, _) => asked.TrySetResult();
        watcher.EnableRaisingEvents = true;

        using var process = _unfazed.Start(_repository.Path, "run", "--format", "json");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await asked.Task;
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("\"verdict\":\"blocked\"", await output, StringComparison.Ordinal);
        Assert.Contains("code_quality: agent coder was interrupted", await error, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("agents: { arguments: { prompt: '{tsak}' } }", "{agent}, {task}, {dimension}, {tier}, {root}")]
    [InlineData("services: { mcp: { tool: x } }", "mcp needs \"run\"")]
    [InlineData("services: { questdb: { url: 'http://127.0.0.1:1', run: x } }", "\"run\" has no place here: it is for mcp")]
    [InlineData("agents: { by_dimension: { code_quality: true } }", "true is no agent's name")]
    public async Task What_does_not_go_together_is_a_usage_error(string user, string words)
    {
        WriteUserFile(user);
        var ended = await _unfazed.RunAsync(_repository.Path, "run");
        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(words, ended.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
        _notes.Dispose();
    }

    private void Configure(string more)
    {
        _repository.Folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  whole:\n    run: [sh, -c, 'test ! -e broken.json']\n    fix: [rm, -f, broken.json]\n" + more);
        _repository.Folder.Write("broken.json", "{\n");
        _repository.Commit();
    }

    private void Trust(string manner, string agents) =>
        WriteUserFile($"services: {{ mcp: {{ run: ['{Puppet}', mcp, {manner}, '{_notes["asked"]}'] }} }}\nagents: {{ enabled: true, {agents} }}");

    private void WriteUserFile(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_unfazed.UserFile)!);
        File.WriteAllText(_unfazed.UserFile, text + "\n");
    }

    private static (string? Status, string? Message) Integration(string report)
    {
        using var document = JsonDocument.Parse(report);
        var entry = Assert.Single(document.RootElement.GetProperty("integrations").EnumerateArray());
        Assert.Equal("mcp", entry.GetProperty("name").GetString());
        return (entry.GetProperty("status").GetString(), entry.GetProperty("message").GetString());
    }
}
