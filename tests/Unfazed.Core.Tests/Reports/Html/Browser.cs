using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Reports.Html;

/// <summary>A headless Chromium of a test's own, driven through its DevTools protocol on loopback.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Greeting = "DevTools listening on ";

    private readonly TemporaryDirectory _profile = new();
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _waiting = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _loads = new(StringComparer.Ordinal);
    private readonly Process _process;
    private string? _session;
    private int _last;

    private Browser() => _process = Process.Start(new ProcessStartInfo(Tool.Path("chromium"), Arguments()) { RedirectStandardError = true, RedirectStandardOutput = true })!;

    /// <summary>What the page, its policy or the browser complained about.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>The addresses that were asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Opens a page and waits until it is loaded.</summary>
    /// <param name="file">The page.</param>
    /// <param name="scheme"><c>dark</c> or <c>light</c>.</param>
    /// <param name="width">Of the window, in pixels.</param>
    public static async Task<Browser> OpenAsync(string file, string scheme, int width)
    {
        var browser = new Browser();
        await browser._socket.ConnectAsync(new Uri(await browser.AddressAsync()), CancellationToken.None);
        _ = browser.ReadAsync();
        var target = await browser.CallAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        var attached = await browser.CallAsync("Target.attachToTarget", new JsonObject { ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true });
        browser._session = attached["sessionId"]!.GetValue<string>();
        foreach (var domain in (string[])["Page", "Runtime", "Log", "Network"])
        {
            await browser.CallAsync($"{domain}.enable");
        }

        await browser.CallAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await browser.CallAsync("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) });
        await browser.CallAsync("Page.setLifecycleEventsEnabled", new JsonObject { ["enabled"] = true });
        var navigation = await browser.CallAsync("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri });
        await browser.Load(navigation["loaderId"]!.GetValue<string>()).Task;
        return browser;
    }

    /// <summary>The value of an expression in the page; a promise is awaited.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return answer["exceptionDetails"] is { } thrown ? throw new InvalidOperationException(thrown.ToJsonString()) : answer["result"]!["value"];
    }

    /// <summary>Presses and releases a key.</summary>
    public async Task PressAsync(string key, int code)
    {
        foreach (var kind in (string[])["rawKeyDown", "char", "keyUp"])
        {
            var parameters = new JsonObject { ["type"] = kind, ["key"] = key, ["windowsVirtualKeyCode"] = code };
            if (kind == "char" && code is 13 or 32)
            {
                parameters["text"] = code == 13 ? "\r" : " ";
            }

            await CallAsync("Input.dispatchKeyEvent", parameters);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _socket.Dispose();
        _profile.Dispose();
    }

    private string[] Arguments() =>
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage", $"--user-data-dir={_profile.Path}", "--remote-debugging-port=0", "about:blank",
    ];

    private async Task<string> AddressAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Greeting, StringComparison.Ordinal))
            {
                // Read on, so that the browser never waits for us.
                _ = _process.StandardError.ReadToEndAsync();
                _ = _process.StandardOutput.ReadToEndAsync();
                return line[Greeting.Length..];
            }
        }

        throw new InvalidOperationException("Chromium ended before it listened.");
    }

    private async Task<JsonNode> CallAsync(string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _waiting[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (_session is not null)
        {
            message["sessionId"] = _session;
        }

        await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        return await answer.Task;
    }

    private TaskCompletionSource Load(string loader) => _loads.GetOrAdd(loader, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                using var message = new MemoryStream();
                WebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
                Take(JsonNode.Parse(message.ToArray())!);
            }
        }
        catch (Exception error)
        {
            foreach (var answer in _waiting.Values)
            {
                answer.TrySetException(error);
            }
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"]?.GetValue<int>() is { } id)
        {
            _waiting[id].TrySetResult(message["result"] ?? message);
            return;
        }

        var parameters = message["params"];
        switch (message["method"]?.GetValue<string>())
        {
            case "Page.lifecycleEvent" when parameters!["name"]!.GetValue<string>() == "load":
                Load(parameters["loaderId"]!.GetValue<string>()).TrySetResult();
                break;
            case "Runtime.consoleAPICalled" or "Runtime.exceptionThrown":
                Complaints.Enqueue(parameters!.ToJsonString());
                break;
            case "Log.entryAdded":
                Complaints.Enqueue(parameters!["entry"]!["text"]!.GetValue<string>());
                break;
            case "Network.requestWillBeSent":
                Requests.Enqueue(parameters!["request"]!["url"]!.GetValue<string>());
                break;
        }
    }
}
