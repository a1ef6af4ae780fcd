using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Unfazed.Testing;

/// <summary>A real server of a test's own: on a free port of this machine alone, its data in a temporary folder, ended with the test.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private const int Tries = 5;

    private readonly Process _process;

    private RunningServer(Process process, int port, TemporaryDirectory folder)
    {
        _process = process;
        Port = port;
        Folder = folder;
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Its address.</summary>
    public string Address => $"http://127.0.0.1:{Port}";

    /// <summary>What it keeps.</summary>
    public TemporaryDirectory Folder { get; }

    /// <summary>A Pushgateway.</summary>
    public static Task<RunningServer> PushgatewayAsync(int? port = null) => StartAsync(
        "prometheus-pushgateway", static (own, _) => [$"--web.listen-address=127.0.0.1:{own}", "--persistence.file="], "/-/ready", port);

    /// <summary>A Prometheus that scrapes a Pushgateway five times a second, through a relay.</summary>
    public static Task<RunningServer> PrometheusAsync(ScrapeRelay pushgateway) => StartAsync(
        "prometheus",
        (own, folder) =>
        {
            var file = folder.Write("prometheus.yaml", $"global: {{ scrape_interval: 200ms }}\nscrape_configs:\n  - {{ job_name: pushgateway, honor_labels: true, static_configs: [{{ targets: ['127.0.0.1:{pushgateway.Port}'] }}] }}\n");
            return [$"--config.file={file}", $"--storage.tsdb.path={folder["data"]}", $"--web.listen-address=127.0.0.1:{own}"];
        },
        "/-/ready",
        null);

    /// <summary>An InfluxDB 1 with a database <c>unfazed</c>.</summary>
    public static async Task<RunningServer> InfluxAsync()
    {
        var server = await StartAsync(
            "influxd",
            static (own, folder) => ["-config", folder.Write("influxdb.conf", $"bind-address = \"127.0.0.1:{FreePort()}\"\nreporting-disabled = true\n[meta]\ndir = \"{folder["meta"]}\"\n[data]\ndir = \"{folder["data"]}\"\nwal-dir = \"{folder["wal"]}\"\n[http]\nbind-address = \"127.0.0.1:{own}\"\n")],
            "/ping",
            null);
        using var client = new HttpClient();
        using var query = new FormUrlEncodedContent([KeyValuePair.Create("q", "CREATE DATABASE unfazed")]);
        (await client.PostAsync($"{server.Address}/query", query)).EnsureSuccessStatusCode();
        return server;
    }

    /// <summary>A VictoriaMetrics.</summary>
    public static Task<RunningServer> VictoriaAsync() => StartAsync(
        "victoria-metrics", static (own, folder) => [$"-httpListenAddr=127.0.0.1:{own}", $"-storageDataPath={folder["data"]}", "-retentionPeriod=100y"], "/health", null);

    /// <summary>A port that nobody listened on a moment ago. It lies below those that systems give to outgoing connections, which could take it while a server is down.</summary>
    public static int FreePort()
    {
        for (var attempt = 1; ; attempt++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(12_000, 32_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException) when (attempt < 100)
            {
                // Somebody listens there: another one.
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Folder.Dispose();
    }

    // Another program may take the port in the meantime: then this one ends, and another port is tried.
    private static async Task<RunningServer> StartAsync(string program, Func<int, TemporaryDirectory, string[]> arguments, string probe, int? fixedPort)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var attempt = 1; ; attempt++)
        {
            var port = fixedPort ?? FreePort();
            var folder = new TemporaryDirectory();
            var server = new RunningServer(Start(program, arguments(port, folder), folder), port, folder);
            while (!server._process.HasExited)
            {
                if (await AnswersAsync(client, server.Address + probe))
                {
                    return server;
                }

                await Task.Delay(50);
            }

            folder.Dispose();
            if (attempt == Tries)
            {
                throw new InvalidOperationException($"{program} does not start");
            }
        }
    }

    private static Process Start(string program, string[] arguments, TemporaryDirectory folder)
    {
        var start = new ProcessStartInfo(Tool.Path(program), arguments) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string address)
    {
        try
        {
            using var answer = await client.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
