using System.Diagnostics;
using System.Globalization;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>A store on a file system that nobody may write.</summary>
public sealed class ReadOnlyStoreSpecs : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [NamespaceTheory(Timeout = BreakerHarness.Limit)]
    [InlineData("breakers.db")]
    [InlineData("100% of #1?.db")]
    public async Task A_breaker_that_is_open_there_reads_open(string file)
    {
        var path = _folder[file];
        await using (var registry = new CircuitBreakerRegistry(new CircuitBreakerRegistryOptions { Store = new SqliteBreakerStore(path), StoreBudget = TimeSpan.FromSeconds(30) }))
        {
            registry.GetBreaker(Puppet.Breaker).Isolate("maintenance");
        }

        // The registry's own thread closes the file, which folds the log into it.
        SpinWait.SpinUntil(() => !File.Exists(path + "-wal"));
        var puppet = Path.Combine(AppContext.BaseDirectory, "Unfazed.Resilience.Puppet.dll");
        var start = new ProcessStartInfo("unshare") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])
        [
            "-rm", "sh", "-c", "mount --bind \"$1\" \"$1\" && mount -o remount,bind,ro \"$1\" && exec dotnet \"$2\" state \"$3\" \"$4\" 1",
            "sh", Path.GetDirectoryName(path)!, puppet, path, Puppet.Breaker,
        ])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());
        await process.StandardInput.WriteLineAsync("go");
        await process.StandardInput.FlushAsync();
        Assert.Equal(((int)CircuitState.Isolated).ToString(CultureInfo.InvariantCulture), await process.StandardOutput.ReadLineAsync());
        process.StandardInput.Close();
        await process.WaitForExitAsync();
    }
}
