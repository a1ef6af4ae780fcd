using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Packaging;

/// <summary>The package for <c>dotnet tool</c>: packed, installed from a folder with no other source, and run.</summary>
[Collection("samples")] // The SDK is asked for several things at once elsewhere too.
public sealed class ToolPackageTests : IDisposable
{
    private const int Limit = 240_000;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = Limit)]
    public async Task The_package_installs_from_a_folder_and_validates_a_repository()
    {
        var package = await PackAsync();
        using (var content = ZipFile.OpenRead(package))
        {
            Assert.Contains(content.Entries, static entry => entry.FullName == "PACKAGE.md");
            Assert.DoesNotContain(content.Entries, static entry => entry.FullName.EndsWith(".pdb", StringComparison.Ordinal));
        }

        _folder.Write("nuget.config", "<configuration><packageSources><clear/><add key=\"here\" value=\"packages\"/></packageSources></configuration>");
        await DotnetAsync("tool", "install", "unfazed", "--tool-path", _folder["tools"], "--configfile", _folder["nuget.config"]);
        using var repository = new TestRepository();
        repository.Folder.Write("data.json", "{}\n");
        repository.Commit();

        var report = await RunAsync(_folder["tools/unfazed"], repository.Path, ["--format", "json"]);

        using var document = JsonDocument.Parse(report);
        Assert.Equal("passed", document.RootElement.GetProperty("verdict").GetString());
    }

    private async Task<string> PackAsync()
    {
        // As it was built for these tests: a second build of the same projects would get in their way.
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        await DotnetAsync(
            "pack", RepositoryRoot.Combine("src", "Unfazed.Cli"), "--no-build", "--configuration", configuration, "--output", _folder["packages"], "-nodeReuse:false");
        return Assert.Single(Directory.GetFiles(_folder["packages"], "unfazed.*.nupkg"));
    }

    private Task<string> DotnetAsync(params string[] arguments) => RunAsync(Tool.Path("dotnet"), _folder.Path, arguments);

    private async Task<string> RunAsync(string program, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_HOME"] = _folder["home"];
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["XDG_STATE_HOME"] = _folder["state"];
        start.Environment["XDG_CONFIG_HOME"] = _folder["config"];
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}\n{await output}{await error}");
        return await output;
    }
}
