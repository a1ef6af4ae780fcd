using System.Diagnostics;
using System.Text.Json;

namespace Unfazed.Testing;

/// <summary>A real QuestDB of a test's own: on a free port of this machine alone, its data in a temporary folder, ended with the test.</summary>
public sealed class QuestDbServer : IAsyncDisposable
{
    private const int Tries = 3;

    private static readonly TimeSpan MaxStart = TimeSpan.FromSeconds(120);

    private static readonly string[] Settings =
    [
        "http.min.enabled=false", "pg.enabled=false", "line.tcp.enabled=false", "line.udp.enabled=false", "telemetry.enabled=false", "shared.worker.count=2",
        "cairo.writer.data.append.page.size=65536", "cairo.wal.writer.data.append.page.size=65536", "cairo.o3.column.memory.size=262144", "cairo.system.writer.data.append.page.size=65536",
    ];

    private readonly TemporaryDirectory _folder = new();
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private Process? _process;

    private QuestDbServer()
    {
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    /// <summary>Its address.</summary>
    public string Address => $"http://127.0.0.1:{Port}";

    /// <summary>Starts one.</summary>
    /// <param name="settings">Further lines of its <c>server.conf</c>.</param>
    public static async Task<QuestDbServer> StartAsync(params string[] settings)
    {
        var server = new QuestDbServer();
        for (var attempt = 1; ; attempt++)
        {
            // Another program may take the port in the meantime.
            server.Port = RunningServer.FreePort();
            server._folder.Write("conf/server.conf", string.Join('\n', [$"http.bind.to=127.0.0.1:{server.Port}", .. Settings, .. settings]) + "\n");
            if (await server.TryStartAsync())
            {
                return server;
            }

            if (attempt == Tries)
            {
                await server.DisposeAsync();
                throw new InvalidOperationException("QuestDB does not start");
            }
        }
    }

    /// <summary>Ends it without warning.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Starts it again, on the same port and data.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        if (!await TryStartAsync())
        {
            throw new InvalidOperationException("QuestDB does not start again");
        }
    }

    /// <summary>Runs a statement; its rows, none for DDL.</summary>
    public async Task<List<JsonElement[]>> QueryAsync(string sql, string? credentials = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Address}/exec?query={Uri.EscapeDataString(sql)}");
        if (credentials is not null)
        {
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(credentials)));
        }

        using var reply = await _client.SendAsync(request);
        var body = await reply.Content.ReadAsStringAsync();
        if (!reply.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{sql}: {body}");
        }

        using var document = JsonDocument.Parse(body);
        return document.RootElement.TryGetProperty("dataset", out var rows)
            ? [.. rows.EnumerateArray().Select(static row => row.EnumerateArray().Select(static cell => cell.Clone()).ToArray())]
            : [];
    }

    /// <summary>The one number that a statement gives, once everything that was accepted can be seen.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await AppliedAsync();
        return (await QueryAsync(sql))[0][0].GetInt64();
    }

    /// <summary>Waits until every accepted row can be seen: the server applies them after its reply. A suspended table is not waited for.</summary>
    public async Task AppliedAsync()
    {
        while ((await QueryAsync("select count() from wal_tables() where not suspended and writerTxn < sequencerTxn"))[0][0].GetInt64() > 0)
        {
            await Task.Delay(20);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    /// <summary>Why tests with it are skipped; null where they are not. It is no package: nothing installs it.</summary>
    internal static string? WhyToSkip() =>
        FindJar() is null ? "no QuestDB: a folder shared/tools/questdb beside the repository has it, or UNFAZED_QUESTDB names its folder"
        : Tool.Find("java") is null ? "no Java on the PATH"
        : null;

    private static string? FindJar() => ((string?[])[Environment.GetEnvironmentVariable("UNFAZED_QUESTDB"), RepositoryRoot.Combine("..", "shared", "tools", "questdb"), RepositoryRoot.Combine("..", "..", "shared", "tools", "questdb")])
        .Where(static folder => Directory.Exists(folder))
        .SelectMany(static folder => Directory.EnumerateFiles(folder!, "questdb-*.jar"))
        .FirstOrDefault();

    private async Task<bool> TryStartAsync()
    {
        var start = new ProcessStartInfo(
            Tool.Path("java"),
            [
                "-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--add-exports", "java.base/jdk.internal.math=io.questdb", "--add-exports", "java.base/jdk.internal.vm=io.questdb",
                "-p", FindJar()!, "-m", "io.questdb/io.questdb.ServerMain", "-d", _folder.Path,
            ])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        while (!_process.HasExited && clock.Elapsed < MaxStart)
        {
            if (await AnswersAsync())
            {
                return true;
            }

            await Task.Delay(100);
        }

        await KillAsync();
        return false;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var reply = await _client.GetAsync($"{Address}/ping");
            return reply.StatusCode == System.Net.HttpStatusCode.NoContent;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
