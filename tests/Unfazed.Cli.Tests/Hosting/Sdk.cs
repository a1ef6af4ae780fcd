using System.Diagnostics;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hosting;

/// <summary>The SDK's own commands, with packages and templates of a test's own: nothing of the user's is changed, and nothing of it outlives the test.</summary>
internal sealed class Sdk : IDisposable
{
    private readonly TemporaryDirectory _home = new();

    public Sdk()
    {
        // What restored once is at hand without the network; what is ours must come from the package that was just made.
        Directory.CreateDirectory(Packages);
        foreach (var package in Directory.EnumerateDirectories(UsersPackages()).Where(static folder => !Path.GetFileName(folder).StartsWith("unfazed.", StringComparison.Ordinal)))
        {
            Directory.CreateSymbolicLink(Path.Combine(Packages, Path.GetFileName(package)), package);
        }
    }

    private string Packages => _home["packages"];

    /// <summary>Runs <c>dotnet new</c> with its templates in a folder of this test.</summary>
    public Task<string> NewAsync(string folder, params IEnumerable<string> arguments) =>
        RunAsync("dotnet", folder, ["new", .. arguments, "--debug:custom-hive", _home["hive"]]);

    /// <summary>Runs a program, <c>dotnet</c> as a rule, and gives what it printed; fails where it fails.</summary>
    public async Task<string> RunAsync(string program, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Variables())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}\n{await output}\n{await error}");
        return await output;
    }

    public void Dispose() => _home.Dispose();

    private Dictionary<string, string> Variables() => new(StringComparer.Ordinal)
    {
        ["NUGET_PACKAGES"] = Packages,
        ["CONFIGURATION"] = AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["UseSharedCompilation"] = "false",
    };

    private static string UsersPackages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } own
        ? own
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
