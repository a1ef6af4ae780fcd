using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class TrustTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TemporaryDirectory _folder = new();

    public TrustTests() => _folder.Write("unfazed.yaml", "services: { questdb: { url: 'http://ann:s3cret@127.0.0.1:9' } }\n");

    public void Dispose()
    {
        _folder.Dispose();
        _unfazed.Dispose();
    }

    [Fact(Timeout = Limit)]
    public async Task A_repository_that_nobody_trusts_tells_nobody_and_a_line_says_so()
    {
        var ended = await _unfazed.RunAsync(_folder.Path, "--only", "hygiene", "--format", "json");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal("unfazed: services.questdb does not count: this repository is not trusted; look at it with unfazed trust", Assert.Single(ended.ErrorLines));
        Assert.Equal("skipped", Integration(ended).GetProperty("status").GetString());
        Assert.False(File.Exists(Path.Combine(_unfazed.StateDirectory, "outbox.db")));
    }

    [Fact(Timeout = Limit)]
    public async Task It_shows_what_it_is_about_and_without_anybody_to_ask_trusts_nothing()
    {
        var asked = await _unfazed.RunAsync(_folder.Path, "trust");

        Assert.Equal(2, asked.ExitCode);
        Assert.Contains("services.questdb.url: http://***@127.0.0.1:9  # unfazed.yaml:1:24", asked.Error, StringComparison.Ordinal);
        Assert.Contains("unfazed trust --yes", asked.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", asked.Error, StringComparison.Ordinal);
        Assert.Equal("skipped", Integration(await _unfazed.RunAsync(_folder.Path, "--only", "hygiene", "--format", "json")).GetProperty("status").GetString());
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_trusted_counts_until_the_configuration_changes()
    {
        var trusted = await _unfazed.RunAsync(_folder.Path, "trust", "--yes", "--format", "json");
        Assert.Equal(0, trusted.ExitCode);
        using var said = JsonDocument.Parse(trusted.Output);
        Assert.True(said.RootElement.GetProperty("trusted").GetBoolean());

        var counted = await _unfazed.RunAsync(_folder.Path, "--only", "hygiene", "--format", "json");
        Assert.Equal("pending", Integration(counted).GetProperty("status").GetString());
        Assert.Contains("It is trusted as it is now.", (await _unfazed.RunAsync(_folder.Path, "trust")).Output, StringComparison.Ordinal);

        _folder.Write("sub/unfazed.yaml", "exclude: [x]\n");
        var changed = await _unfazed.RunAsync(_folder.Path, "--only", "hygiene", "--format", "json");
        Assert.Contains("has changed since you trusted it", Assert.Single(changed.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("skipped", Integration(changed).GetProperty("status").GetString());
    }

    [Fact(Timeout = Limit)]
    public async Task A_repository_that_asks_for_nothing_needs_no_trust()
    {
        _folder.Write("unfazed.yaml", "deadline: 1m\n");

        var ended = await _unfazed.RunAsync(_folder.Path, "trust", "--yes");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("asks for nothing that needs trust", ended.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_unfazed.StateDirectory, "trust")));
    }

    [ToolFact("script", Timeout = Limit)]
    public async Task The_question_waits_for_its_answer_beyond_the_deadline()
    {
        _unfazed.Variables["UNFAZED_DEADLINE"] = "100ms";

        var ended = await _unfazed.ShellAsync(_folder.Path, "(sleep 4; echo y) | SHELL=/bin/sh script -qec \"'$program' trust\" /dev/null");

        Assert.True(ended.ExitCode == 0, ended.Output);
        Assert.Contains("Trusted, until one of these files changes.", ended.Output, StringComparison.Ordinal);
    }

    private static JsonElement Integration(Ended ended)
    {
        using var report = JsonDocument.Parse(ended.Output);
        return Assert.Single(report.RootElement.GetProperty("integrations").Clone().EnumerateArray());
    }
}
