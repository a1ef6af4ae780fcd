namespace Unfazed.Core.Processes;

/// <summary>
/// A child that is spoken to while it runs, contained like every other: it ends when its stop signal says so, and nothing that it started
/// outlives it. What could not be started has a completed <see cref="Completion"/> and empty streams.
/// </summary>
/// <param name="input">Its standard input.</param>
/// <param name="output">Its standard output; who does not read holds the child up, and our memory is never filled.</param>
/// <param name="completion">Its end.</param>
internal sealed class InteractiveChild(Stream input, Stream output, Task<ProcessOutcome> completion) : IAsyncDisposable
{
    /// <summary>Takes what is written to its standard input. Writing to a child that has ended is an <see cref="IOException"/>.</summary>
    public Stream Input => input;

    /// <summary>Gives what it prints on standard output.</summary>
    public Stream Output => output;

    /// <summary>Completes when it, and what it started, has ended; never fails. Its standard error is in the outcome.</summary>
    public Task<ProcessOutcome> Completion => completion;

    /// <summary>Lets it read the end of its standard input.</summary>
    public Action CloseInput { get; init; } = static () => { };

    /// <summary>One that could not be started.</summary>
    public static InteractiveChild NotStarted(ProcessOutcome outcome) => new(Stream.Null, Stream.Null, Task.FromResult(outcome));

    /// <summary>Closes the streams. The child itself is ended by its stop signal.</summary>
    public async ValueTask DisposeAsync()
    {
        await input.DisposeAsync().ConfigureAwait(false);
        await output.DisposeAsync().ConfigureAwait(false);
    }
}
