using Unfazed.Core;
using Unfazed.Core.Processes;
using Unfazed.Core.Redaction;

namespace Unfazed.Integrations.Agents;

/// <summary>The process of a server and what it prints. Ends it, and whatever it started, when it is disposed.</summary>
internal sealed class ServerChild : IAsyncDisposable
{
    private const int LongestWords = 300;

    // The specification (2025-06-18, lifecycle): standard input is closed first, and the server gets time to go by itself.
    private static readonly TimeSpan Leave = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    // What it said before it ended may still be on its way.
    private static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(300);

    // The end of a process is seen a moment after that of its streams: on a busy machine, some hundred milliseconds after.
    private static readonly TimeSpan MaxEndDelay = TimeSpan.FromSeconds(5);

    private readonly StopSignal _stop = new();
    private readonly InteractiveChild _child;
    private readonly Redactor _redactor;

    public ServerChild(McpServer server)
    {
        _redactor = server.Processes.Redactor.With(server.Command.Environment);
        _child = server.Processes.Start(server.Command, _stop);
        Output = new BoundedLines(_child.Output);
    }

    public Stream Input => _child.Input;

    public BoundedLines Output { get; }

    /// <summary>Awaits what is asked of the server, and no longer than the server lives and keeps to the bounds.</summary>
    /// <exception cref="McpServerException">It ended, or sent too much.</exception>
    public async Task<T> WhileAliveAsync<T>(Task<T> asked, CancellationToken cancellationToken)
    {
        Observe(asked);
        var answer = asked.WaitAsync(cancellationToken);
        Observe(answer);
        await Task.WhenAny(answer, _child.Completion, Output.Flood).ConfigureAwait(false);
        if (!answer.IsCompleted && !Output.Flood.IsCompleted)
        {
            await WithinAsync(answer, Drain, cancellationToken).ConfigureAwait(false);
        }

        if (Output.Flood.IsCompleted)
        {
            throw new McpServerException(await Output.Flood.ConfigureAwait(false));
        }

        if (answer.IsCompletedSuccessfully || answer.IsCanceled || IsRefusal(answer))
        {
            return await answer.ConfigureAwait(false);
        }

        await WithinAsync(_child.Completion, MaxEndDelay, cancellationToken).ConfigureAwait(false);
        return _child.Completion.IsCompleted
            ? throw new McpServerException(Describe(await _child.Completion.ConfigureAwait(false)))
            : await answer.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _child.CloseInput();
        await WithinAsync(_child.Completion, Leave, CancellationToken.None).ConfigureAwait(false);
        _stop.Stop(StopReason.Interrupt, Grace);
        await _child.Completion.ConfigureAwait(false);
        await _child.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    // What the server itself said no to was said while it lived.
    private static bool IsRefusal(Task asked) => asked.Exception?.InnerException is ModelContextProtocol.McpProtocolException;

    private static Task<Task> WithinAsync(Task awaited, TimeSpan time, CancellationToken cancellationToken) =>
        Task.WhenAny(awaited, Task.Delay(time, TimeProvider.System, cancellationToken));

    // What nobody awaits any more must not surface as an unobserved exception.
    private static void Observe(Task asked) =>
        _ = asked.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private string Describe(ProcessOutcome outcome)
    {
        var how = outcome switch
        {
            { StartError: { } error } => $"the server could not be started: {error}",
            { Signal: { } signal } => $"the server was ended by {signal}",
            { ExitCode: { } code } => System.FormattableString.Invariant($"the server ended with exit code {code}"),
            _ => "the server ended",
        };
        var words = TerminalText.CleanLine(_redactor.Text(outcome.StandardError.Text().Trim().Split('\n')[^1])).Trim();
        return words.Length == 0 ? how : $"{how}: {(words.Length <= LongestWords ? words : words[..LongestWords] + "…")}";
    }
}
