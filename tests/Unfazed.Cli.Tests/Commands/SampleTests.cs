using System.Text.Json;
using System.Text.RegularExpressions;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

[Collection("samples")] // Two builds of one solution at once get in each other's way.
public sealed partial class SampleTests : IDisposable
{
    private const int Limit = 660_000;

    private readonly BuiltUnfazed _unfazed = new();

    [Fact(Timeout = Limit)]
    public async Task The_first_command_of_the_README_passes_with_nothing_but_the_SDK()
    {
        var readme = await File.ReadAllTextAsync(RepositoryRoot.Combine("README.md"));
        var command = FirstCommand().Match(readme);
        Assert.True(command.Success, "README.md shows the first command");
        Assert.Contains("./test.sh", readme, StringComparison.Ordinal);
        using var reports = new TemporaryDirectory();

        // What dotnet run would start is what these tests run.
        var ended = await _unfazed.RunAsync(RepositoryRoot.Path, [.. command.Groups["arguments"].Value.Split(' '), "--output", $"json={reports["report.json"]}"]);

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("PASSED", ended.Output, StringComparison.Ordinal);
        Assert.Empty(ended.Error);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(reports["report.json"]));
        Assert.Equal("passed", report.RootElement.GetProperty("verdict").GetString());
    }

    [Fact(Timeout = Limit)]
    public async Task The_troubled_sample_shows_six_statuses_and_ends_soon_after_its_longest_timeout()
    {
        var ended = await _unfazed.RunAsync(RepositoryRoot.Path, "run", "samples/troubled", "--format", "json");

        using var report = JsonDocument.Parse(ended.Output);
        Assert.Equal(1, ended.ExitCode);
        var statuses = report.RootElement.GetProperty("tiers").EnumerateArray()
            .SelectMany(static tier => tier.GetProperty("results").EnumerateArray())
            .SelectMany(static result => result.GetProperty("checks").EnumerateArray())
            .Select(static check => check.GetProperty("status").GetString())
            .ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string?> { "passed", "failed", "timed_out", "error", "unavailable", "skipped" }, statuses);

        // Its longest timeout is 2 s; the margin is for a loaded machine.
        Assert.InRange(report.RootElement.GetProperty("run").GetProperty("duration_ms").GetInt64(), 2_000, 30_000);
    }

    [Fact(Timeout = Limit)]
    public async Task Under_fail_fast_the_troubled_sample_cancels_what_is_left()
    {
        // A copy without a history: what earlier runs took would put the check that fails last.
        using var copy = new TemporaryDirectory();
        var sample = RepositoryRoot.Combine("samples", "troubled");
        foreach (var file in Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories).Where(static file => !file.Contains("/.unfazed/", StringComparison.Ordinal)))
        {
            copy.Write(Path.GetRelativePath(sample, file), await File.ReadAllTextAsync(file));
        }

        var ended = await _unfazed.RunAsync(copy.Path, "--fail-fast", "--jobs", "1", "--format", "json");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("\"status\":\"cancelled\"", ended.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _unfazed.Dispose();

    [GeneratedRegex("^dotnet run -c Release --project src/Unfazed[.]Cli -- (?<arguments>run samples/storefront)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex FirstCommand();
}
