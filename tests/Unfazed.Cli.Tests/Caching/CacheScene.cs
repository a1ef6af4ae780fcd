using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Caching;

/// <summary>A repository with one cached check that counts how often it really runs: it looks for BAD in every file that lies there.</summary>
internal sealed class CacheScene : IDisposable
{
    /// <summary>The name of the check.</summary>
    public const string Check = "counted";

    private readonly TemporaryDirectory _outside = new();

    public CacheScene(string entry = "cache: true")
    {
        foreach (var (name, value) in TestRepository.Variables)
        {
            Unfazed.Variables[name] = value;
        }

        Unfazed.Variables["COUNTER"] = _outside["counter"];
        Repository.Folder.Write("unfazed.yaml", $"version: 1\ndetect: false\nchecks:\n  {Check}: {{ run: [./look.sh], timeout: 60s, {entry} }}\n");
        Repository.Folder.WriteExecutable(
            "look.sh",
            """
            #!/bin/sh
            echo ran >> "$COUNTER"
            test -z "$MEANWHILE" || sh -c "$MEANWHILE"
            ! grep -rq BAD --exclude-dir=.git --exclude-dir=.unfazed --include='*.txt' .
            """);
        Write("a.txt", "good\n");
        Write("b.txt", "fine\n");
        Repository.Commit();
    }

    public BuiltUnfazed Unfazed { get; } = new();

    public TestRepository Repository { get; } = new();

    /// <summary>How often the check ran.</summary>
    public int Runs => File.Exists(_outside["counter"]) ? File.ReadAllLines(_outside["counter"]).Length : 0;

    /// <summary>Writes a file of the repository.</summary>
    public void Write(string path, string content) => Repository.Folder.Write(path, content);

    /// <summary>Runs the check: its status, and whether its answer came from the cache. That it then did not run is asserted.</summary>
    public Task<(string Status, bool Cached)> RunAsync(params IEnumerable<string> arguments) => RunAtAsync(Repository.Path, arguments);

    /// <summary>The same in another working tree.</summary>
    public async Task<(string Status, bool Cached)> RunAtAsync(string folder, params IEnumerable<string> arguments)
    {
        var before = Runs;
        var ended = await Unfazed.RunAsync(folder, ["--format", "json", .. arguments]);
        Assert.True(ended.ExitCode is 0 or 1, $"{ended.ExitCode}: {ended.Error}{ended.Output}");
        using var report = JsonDocument.Parse(ended.Output);
        var check = report.RootElement.GetProperty("tiers").EnumerateArray().SelectMany(static tier => tier.GetProperty("results").EnumerateArray())
            .SelectMany(static result => result.GetProperty("checks").EnumerateArray()).Single();
        var cached = check.GetProperty("cached").GetBoolean();
        Assert.Equal(cached, Runs == before);
        return (check.GetProperty("status").GetString()!, cached);
    }

    /// <summary>What <c>unfazed why</c> says: the answer, and each difference as <c>PART NAME CHANGE</c>.</summary>
    public async Task<(string Answer, ImmutableArray<string> Differences)> WhyAsync(string name = Check)
    {
        var ended = await Unfazed.RunAsync(Repository.Path, "why", name, "--format", "json");
        Assert.True(ended.ExitCode == 0, ended.Error);
        using var answer = JsonDocument.Parse(ended.Output);
        var check = Assert.Single(answer.RootElement.GetProperty("checks").EnumerateArray().ToList());
        return (check.GetProperty("answer").GetString()!, [.. check.GetProperty("differences").EnumerateArray().Select(Sentence)]);
    }

    public void Dispose()
    {
        Unfazed.Dispose();
        Repository.Dispose();
        _outside.Dispose();
    }

    private static string Sentence(JsonElement difference) =>
        $"{difference.GetProperty("part").GetString()} {difference.GetProperty("name").GetString()} {difference.GetProperty("change").GetString()}";
}
