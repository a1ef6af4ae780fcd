using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Unfazed.Testing;

/// <summary>A server that answers each connection with exactly the bytes that a test gives it, or misbehaves as told.</summary>
public sealed class PoorServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly List<string> _requests = [];
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;

    /// <summary>Listens on a free port of this machine alone.</summary>
    /// <param name="port">The port; 0 for a free one.</param>
    public PoorServer(int port = 0)
    {
        _listener = Listen(port == 0 ? RunningServer.FreePort() : port);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>How it behaves.</summary>
    public PoorBehaviour Behaviour { get; set; } = PoorBehaviour.Silent;

    /// <summary>What <see cref="PoorBehaviour.Answers"/> answers: a whole HTTP answer.</summary>
    public Func<string, string> Answer { get; set; } = static _ => Http(204, "");

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Its address.</summary>
    public string Address => $"http://127.0.0.1:{Port}";

    /// <summary>When the first connection came, UTC; null while none did.</summary>
    public DateTimeOffset? FirstConnection { get; private set; }

    /// <summary>The requests, each as it came: head and body.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>An HTTP answer.</summary>
    /// <param name="status">The status code.</param>
    /// <param name="body">The body.</param>
    /// <param name="headers">Further headers, each with its line end.</param>
    public static string Http(int status, string body, string headers = "") =>
        $"HTTP/1.1 {status} Something\r\n{headers}{(status == 204 ? "" : $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n")}Connection: close\r\n\r\n{body}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_end.IsCancellationRequested)
        {
            return;
        }

        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        Task[] connections;
        lock (_requests)
        {
            connections = [.. _connections];
        }

        await Task.WhenAll(connections);
    }

    // A process that another test is just starting holds what this one held, the listener of a server that is gone too, until it is another program.
    private static TcpListener Listen(int port)
    {
        for (var attempt = 1; ; attempt++)
        {
            var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return listener;
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < 1_000)
            {
                listener.Dispose();
                Thread.Sleep(10);
            }
        }
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                FirstConnection ??= TimeProvider.System.GetUtcNow();
                lock (_requests)
                {
                    _connections.Add(Task.Run(() => ServeAsync(client)));
                }
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                switch (Behaviour)
                {
                    case PoorBehaviour.Resets:
                        client.Client.LingerState = new LingerOption(true, 0);
                        return;
                    case PoorBehaviour.Silent:
                        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _end.Token);
                        return;
                    case PoorBehaviour.Trickles:
                        foreach (var letter in Encoding.ASCII.GetBytes(Http(200, new string('x', 1_000))))
                        {
                            await stream.WriteAsync(new[] { letter }, _end.Token);
                            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, _end.Token);
                        }

                        return;
                    default:
                        var request = await ReadAsync(stream);
                        lock (_requests)
                        {
                            _requests.Add(request);
                        }

                        await stream.WriteAsync(Encoding.UTF8.GetBytes(Answer(request)), _end.Token);
                        return;
                }
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or SocketException)
            {
                // The other side went away, or the test is over.
            }
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var text = Encoding.UTF8.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var length = text[..end].Split("\r\n").FirstOrDefault(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
                var expected = length is null ? 0 : int.Parse(length.Split(':')[1].Trim(), System.Globalization.CultureInfo.InvariantCulture);
                if (bytes.Count - Encoding.UTF8.GetByteCount(text[..(end + 4)]) >= expected)
                {
                    return text;
                }
            }

            var read = await stream.ReadAsync(buffer, _end.Token);
            if (read == 0)
            {
                return text;
            }

            bytes.AddRange(buffer.AsSpan(0, read));
        }
    }
}

/// <summary>How a server behaves.</summary>
public enum PoorBehaviour
{
    /// <summary>Accepts and never answers.</summary>
    Silent,

    /// <summary>One byte a second.</summary>
    Trickles,

    /// <summary>Resets each connection.</summary>
    Resets,

    /// <summary>Answers what it was told to.</summary>
    Answers,
}
