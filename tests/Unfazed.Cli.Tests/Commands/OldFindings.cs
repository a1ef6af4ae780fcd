using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>A repository with many old findings of the real flake8.</summary>
internal sealed class OldFindings : IDisposable
{
    public const int Count = 300;

    private readonly BuiltUnfazed _unfazed = new();

    public OldFindings()
    {
        Repository.Folder.Write("unfazed.yaml", $"checks:\n  flake8: {{ path: \"{Tool.Path("flake8")}\" }}\n");
        Repository.Folder.Write("setup.cfg", "[flake8]\nselect = F401,F841,E711\n");
        for (var file = 0; file < Count / 10; file++)
        {
            Repository.Folder.Write($"old/m{file}.py", string.Concat(Enumerable.Range(0, 10).Select(static line => $"import old{line}\n")));
        }

        foreach (var (name, value) in TestRepository.Variables)
        {
            _unfazed.Variables[name] = value;
        }

        _unfazed.Variables["UNFAZED_CACHE_DIR"] = Cache.Path;
        Repository.Commit();
    }

    public TestRepository Repository { get; } = new();

    public TemporaryDirectory Cache { get; } = new();

    public Dictionary<string, string?> Variables => _unfazed.Variables;

    public Task<Ended> RunAsync(params string[] arguments) => _unfazed.RunAsync(Repository.Path, arguments);

    public Task<Ended> ShellAsync(string line) => _unfazed.ShellAsync(Repository.Path, line);

    public System.Diagnostics.Process Start(params string[] arguments) => _unfazed.Start(Repository.Path, arguments);

    /// <summary>Runs, and reads the JSON of standard output.</summary>
    public async Task<(Ended Ended, JsonElement Json)> JsonAsync(params string[] arguments)
    {
        var ended = await RunAsync([.. arguments, "--format", "json"]);
        return (ended, ended.Output.Length == 0 ? default : JsonDocument.Parse(ended.Output).RootElement);
    }

    /// <summary>The findings of a report, by state.</summary>
    public static ILookup<string, JsonElement> ByState(JsonElement report) => report.GetProperty("tiers").EnumerateArray()
        .SelectMany(static tier => tier.GetProperty("results").EnumerateArray())
        .SelectMany(static result => result.GetProperty("findings").EnumerateArray())
        .Where(static finding => finding.GetProperty("severity").GetString() != "note")
        .ToLookup(static finding => finding.GetProperty("state").GetString()!, StringComparer.Ordinal);

    public void Dispose()
    {
        _unfazed.Dispose();
        Repository.Dispose();
        Cache.Dispose();
    }
}
