using System.Diagnostics;
using System.Globalization;

namespace Unfazed.Resilience.Tests;

/// <summary>A child process that acts on a breaker when told.</summary>
internal sealed class Puppet : IDisposable
{
    public const string Breaker = "shared";

    private readonly Process _process;

    private Puppet(Process process) => _process = process;

    public static async Task<Puppet> StartAsync(string command, string storePath, int number)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        var program = Path.Combine(AppContext.BaseDirectory, "Unfazed.Resilience.Puppet.dll");
        foreach (var argument in (string[])[program, command, storePath, Breaker, number.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());
        return new Puppet(process);
    }

    public async Task<string> ActAsync()
    {
        await _process.StandardInput.WriteLineAsync("go");
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() ?? "died";
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
