using System.Diagnostics;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Packaging;

/// <summary>What a command does not need is not loaded: a copy of the program that does not have it does the same.</summary>
public sealed class StartTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = Limit)]
    public async Task Version_needs_no_database_no_YAML_and_no_validators()
    {
        CopyWithout("SQLitePCLRaw.*.dll", "YamlDotNet.dll", "Polly.Core.dll", "Unfazed.Validators.dll", "Unfazed.Resilience.dll", "Unfazed.Resilience.Sqlite.dll");

        Assert.StartsWith("unfazed ", await RunAsync("version"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_run_without_a_configuration_file_needs_no_YAML_and_one_without_breakers_no_database()
    {
        CopyWithout("SQLitePCLRaw.*.dll", "YamlDotNet.dll");
        _folder.Write("work/notes.txt", "a\n");

        Assert.Contains("PASSED", await RunAsync("run"), StringComparison.Ordinal);
    }

    private void CopyWithout(params string[] patterns)
    {
        var left = patterns.SelectMany(static pattern => Directory.GetFiles(AppContext.BaseDirectory, pattern)).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(left);
        Directory.CreateDirectory(_folder["program"]);
        Directory.CreateDirectory(_folder["work"]);
        string[] ours = ["unfazed*", "Unfazed.*.dll", "SQLitePCLRaw.*.dll", "YamlDotNet.dll", "Polly.Core.dll", "System.CommandLine.dll"];
        foreach (var file in ours.SelectMany(static pattern => Directory.GetFiles(AppContext.BaseDirectory, pattern)).Distinct(StringComparer.Ordinal).Where(file => !left.Contains(file)))
        {
            File.Copy(file, Path.Combine(_folder["program"], Path.GetFileName(file)));
        }

        // The host refuses to start where a file of this list is missing; without the list it takes what is there.
        File.Delete(_folder["program/unfazed.deps.json"]);
    }

    private async Task<string> RunAsync(string command)
    {
        var start = new ProcessStartInfo(_folder["program/unfazed"], [command])
        {
            WorkingDirectory = _folder["work"],
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_STATE_HOME"] = _folder["state"];
        start.Environment["XDG_CONFIG_HOME"] = _folder["config"];
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}\n{await output}{await error}");
        return await output;
    }
}
