using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// Work on a file system that may stop to respond: it runs on a thread of its own, because nothing can end a system call that hangs, and is
/// abandoned at its limit. Needs no thread of the pool.
/// </summary>
internal static class BoundedWork
{
    // The thread of the last piece, which did not hang: a run has four of them, and a new thread for each costs as much as the work.
    private static DiskThread? _idle;

    /// <summary>Runs the work and waits for it.</summary>
    /// <param name="work">The work. Its exception is thrown here.</param>
    /// <param name="limit">How long it is waited for.</param>
    /// <param name="result">Its result.</param>
    /// <returns>False when the limit came first; the thread then goes on alone.</returns>
    public static bool TryRun<T>(Func<T> work, TimeSpan limit, [MaybeNullWhen(false)] out T result)
    {
        var outcome = new Outcome<T>();
        var thread = Interlocked.Exchange(ref _idle, null) ?? new DiskThread();
        if (!thread.TryRun(() => outcome.Fill(work), limit))
        {
            result = default;
            return false;
        }

        Interlocked.Exchange(ref _idle, thread)?.End();
        outcome.Failure?.Throw();
        result = outcome.Result!;
        return true;
    }

    private sealed class Outcome<T>
    {
        public T? Result { get; private set; }

        public ExceptionDispatchInfo? Failure { get; private set; }

        public void Fill(Func<T> work)
        {
            try
            {
                Result = work();
            }
#pragma warning disable CA1031 // It is thrown again at whoever waits.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Failure = ExceptionDispatchInfo.Capture(error);
            }
        }
    }
}
