using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Trust;

public sealed class SharedBreakerTests : IDisposable
{
    private const int Limit = 120_000;
    private const int Attempts = 3;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TemporaryDirectory _folder = new();

    public SharedBreakerTests()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_unfazed.UserFile)!);
        File.WriteAllText(_unfazed.UserFile, "version: 1\nservices_budget: 60s\nservices: { questdb: { url: 'http://127.0.0.1:9/write' } }\n");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _unfazed.Dispose();
    }

    [Fact(Timeout = Limit)]
    public async Task An_untrusted_repository_cannot_open_the_breaker_of_the_users_service()
    {
        _folder.Write("unfazed.yaml", "version: 1\ndetect: false\nresilience: { breakers: { questdb: { fail_max: 1, reset_timeout: 24h } } }\nchecks:\n  a: { run: [sh, -c, 'kill -SEGV $$'], service: questdb }\n");

        // A run waits 150 ms for the state file and no longer: where the disk stalls, what it saw is counted by a later one.
        List<JsonElement> all = [];
        while (all.Count < 2 || all.Max(static breaker => breaker.GetProperty("failures").GetInt32()) < Attempts)
        {
            await _unfazed.RunAsync(_folder.Path, "run", "-q");
            all = await ListedAsync();
        }

        var own = Assert.Single(all, static breaker => breaker.GetProperty("endpoint").GetString() is null);
        Assert.Equal((_folder.Path, "SIGSEGV"), (own.GetProperty("root").GetString(), own.GetProperty("last_cause").GetString()));

        // The delivery that nobody received opened the user's own by itself, under the user's settings.
        var shared = Assert.Single(all, static breaker => breaker.GetProperty("endpoint").GetString() is not null);
        Assert.NotEqual("SIGSEGV", shared.GetProperty("last_cause").GetString());
        Assert.Equal(Attempts, shared.GetProperty("failures").GetInt32());
        Assert.InRange((shared.GetProperty("next_probe_at").GetDateTimeOffset() - shared.GetProperty("opened_at").GetDateTimeOffset()).TotalSeconds, 59, 61);
    }

    private async Task<List<JsonElement>> ListedAsync()
    {
        using var listed = JsonDocument.Parse((await _unfazed.RunAsync(_folder.Path, "state", "breakers", "--format", "json")).Output);
        return [.. listed.RootElement.GetProperty("breakers").EnumerateArray().Select(static breaker => breaker.Clone())];
    }
}
