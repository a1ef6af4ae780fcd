using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Unfazed.Core;
using Unfazed.Core.Configuration;

namespace Unfazed.Integrations.Agents;

/// <summary>A conversation with a server over its standard streams (Model Context Protocol, revision 2025-06-18 or the one that the server names).</summary>
internal sealed class McpSession : IAsyncDisposable
{
    /// <summary>Asked for first: the last revision that begins with <c>initialize</c> and that servers in use know.</summary>
    internal const string Preferred = "2025-06-18";

    private const int MostPages = 1_000;
    private const int MaxNamed = 8;
    private const string CancelledMethod = "notifications/cancelled";

    // The library speaks them all; they differ in nothing else that is used here. The newest first.
    private static readonly string[] Others = [HandshakeReply.WithoutInitialize, "2025-11-25", "2025-03-26", "2024-11-05"];
    private static readonly TimeSpan CancelWithin = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(1);

    private readonly ServerChild _child;
    private readonly McpClient _client;
    private int _calls;

    private McpSession(ServerChild child, McpClient client)
    {
        _child = child;
        _client = client;
    }

    /// <summary>Starts the server and agrees on a revision.</summary>
    /// <exception cref="McpServerException">It could not be started, or does not speak the protocol.</exception>
    public static async Task<McpSession> OpenAsync(McpServer server, CancellationToken cancellationToken)
    {
        var (session, offered) = await TryOpenAsync(server, Preferred, cancellationToken).ConfigureAwait(false);
        if (session is null && Array.Find(Others, revision => offered.Contains(revision)) is { } other)
        {
            // The client takes no other revision than it asked for: the server is started again and asked for its own.
            (session, offered) = await TryOpenAsync(server, other, cancellationToken).ConfigureAwait(false);
        }

        return session ?? throw new McpServerException(
            $"the server speaks revision {TerminalText.CleanLine(string.Join(", ", offered.Take(MaxNamed)))} of the Model Context Protocol, which Unfazed does not know");
    }

    /// <summary>Looks for a tool, page by page; null where the server has none of this name, with the names that it has.</summary>
    public Task<(Tool? Tool, ImmutableArray<string> Names)> FindToolAsync(string name, CancellationToken cancellationToken) => _child.WhileAliveAsync(FindAsync(name, cancellationToken), cancellationToken);

    /// <summary>Calls a tool. That it failed in the server's own words is an answer.</summary>
    /// <exception cref="McpServerException">The server ended in the call, or said what is no answer.</exception>
    public async Task<ToolAnswer> CallAsync(string name, ImmutableDictionary<string, JsonElement> arguments, CancellationToken cancellationToken)
    {
        var id = new RequestId($"unfazed-{Interlocked.Increment(ref _calls)}");
        try
        {
            return await _child.WhileAliveAsync(SendAsync(id, name, arguments, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await CancelAsync(id).ConfigureAwait(false);
            throw;
        }
        catch (McpProtocolException refused)
        {
            return ToolAnswer.Refused(refused.Message);
        }
        catch (Exception error) when (IsTheServers(error))
        {
            throw new McpServerException($"the server gave no answer that could be understood: {TerminalText.CleanLine(error.Message)}", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _client.DisposeAsync().AsTask().WaitAsync(CloseWithin, TimeProvider.System).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or IOException or McpException or InvalidOperationException)
        {
            // The process is ended whatever the conversation has come to.
        }

        await _child.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<(McpSession? Session, ImmutableArray<string> Offered)> TryOpenAsync(McpServer server, string revision, CancellationToken cancellationToken)
    {
        var child = new ServerChild(server);
        try
        {
            var transport = new StreamClientTransport(child.Input, child.Output, loggerFactory: null);
            var opening = McpClient.CreateAsync(transport, Options(server, revision), loggerFactory: null, cancellationToken);
            return (new McpSession(child, await child.WhileAliveAsync(opening, cancellationToken).ConfigureAwait(false)), []);
        }
        catch (Exception error)
        {
            var offered = HandshakeReply.Revisions(child.Output.Beginning);
            await child.DisposeAsync().ConfigureAwait(false);
            switch (error)
            {
                case OperationCanceledException:
                    throw;
                case not TimeoutException when !offered.IsEmpty && !offered.Contains(revision):
                    return (null, offered);
                case McpServerException:
                    throw;
                case TimeoutException:
                    throw new McpServerException($"the server did not answer {Opening(revision)} within {DurationText.Of(server.InitializeTimeout)}", error);
                default:
                    throw new McpServerException($"the server does not speak the Model Context Protocol (revision {revision}): {TerminalText.CleanLine(error.Message)}", error);
            }
        }
    }

    private static string Opening(string revision) => revision == HandshakeReply.WithoutInitialize ? $"server/discover of revision {revision}" : "initialize";

    // What the client throws over a reply that is malformed depends on where it notices: a schema that is no object is an argument out of range to it.
    private static bool IsTheServers(Exception error) =>
        error is McpException or JsonException or IOException or InvalidOperationException or ArgumentException or FormatException or NotSupportedException or OverflowException;

    private static McpClientOptions Options(McpServer server, string revision) => new()
    {
        ProtocolVersion = revision,
        ClientInfo = new Implementation { Name = "unfazed", Version = ProductVersion.Current },
        InitializationTimeout = server.InitializeTimeout,
        DiscoverProbeTimeout = Timeout.InfiniteTimeSpan,
    };

    private async Task<(Tool? Tool, ImmutableArray<string> Names)> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var cursors = new HashSet<string>(StringComparer.Ordinal);
            ImmutableArray<string> names = [];
            for (string? cursor = null; ;)
            {
                var page = await _client.ListToolsAsync(new ListToolsRequestParams { Cursor = cursor }, cancellationToken).ConfigureAwait(false);
                if (page.Tools.FirstOrDefault(tool => tool.Name == name) is { } found)
                {
                    return (found, names);
                }

                names = [.. names.Concat(page.Tools.Select(static tool => tool.Name)).Take(MaxNamed)];

                cursor = page.NextCursor;
                if (string.IsNullOrEmpty(cursor))
                {
                    return (null, names);
                }

                if (!cursors.Add(cursor) || cursors.Count >= MostPages)
                {
                    throw new McpServerException("the server's list of tools has no end");
                }
            }
        }
        catch (Exception error) when (IsTheServers(error))
        {
            throw new McpServerException($"the server does not list its tools: {TerminalText.CleanLine(error.Message)}", error);
        }
    }

    private async Task<ToolAnswer> SendAsync(RequestId id, string name, ImmutableDictionary<string, JsonElement> arguments, CancellationToken cancellationToken)
    {
        var given = new JsonObject([.. arguments.Select(static pair => KeyValuePair.Create(pair.Key, JsonNode.Parse(pair.Value.GetRawText())))]);
        var request = new JsonRpcRequest
        {
            Id = id,
            Method = RequestMethods.ToolsCall,
            Params = new JsonObject { ["name"] = name, ["arguments"] = given },
        };
        var response = await _client.SendRequestAsync(request, cancellationToken).ConfigureAwait(false);
        var result = response.Result.Deserialize((JsonTypeInfo<CallToolResult>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(CallToolResult)));
        return ToolAnswer.Of(result ?? throw new JsonException("there is no result"), response.Result);
    }

    // The client tells nobody. A server that reads no more is not waited for.
    private async Task CancelAsync(RequestId id)
    {
        try
        {
            var told = _client.SendMessageAsync(new JsonRpcNotification
            {
                Method = CancelledMethod,
                Params = new JsonObject { ["requestId"] = id.ToString(), ["reason"] = "its time is over" },
            });
            await told.WaitAsync(CancelWithin, TimeProvider.System).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or IOException or McpException or InvalidOperationException or ObjectDisposedException)
        {
            // The server is ended next.
        }
    }
}
