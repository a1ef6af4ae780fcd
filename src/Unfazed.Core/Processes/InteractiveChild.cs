namespace Unfazed.Core.Processes;

/// <summary>
/// A child that is spoken to while it runs (<see cref="ProcessRunner.Start"/>), contained like every other: it ends when its stop signal says so,
/// and nothing that it started outlives it. A child that could not be started has a completed <see cref="Completion"/> and empty streams.
/// </summary>
public sealed class InteractiveChild : IAsyncDisposable
{
    internal InteractiveChild(Stream input, Stream output, Task<ProcessOutcome> completion)
    {
        Input = input;
        Output = output;
        Completion = completion;
    }

    /// <summary>Takes what is written to its standard input. Writing to a child that has ended is an <see cref="IOException"/>.</summary>
    public Stream Input { get; }

    /// <summary>Gives what it prints on standard output. A child whose output is not read waits; it fills no memory of ours.</summary>
    public Stream Output { get; }

    /// <summary>Completes when the child, and what it started, has ended; never fails. Its standard error is in the outcome.</summary>
    public Task<ProcessOutcome> Completion { get; }

    /// <summary>Lets it read the end of its standard input.</summary>
    public Action CloseInput { get; internal init; } = static () => { };

    /// <summary>Closes the streams. The child itself is ended by its stop signal.</summary>
    public async ValueTask DisposeAsync()
    {
        await Input.DisposeAsync().ConfigureAwait(false);
        await Output.DisposeAsync().ConfigureAwait(false);
    }

    internal static InteractiveChild NotStarted(ProcessOutcome outcome) => new(Stream.Null, Stream.Null, Task.FromResult(outcome));
}
