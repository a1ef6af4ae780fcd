using System.Diagnostics.CodeAnalysis;

namespace Unfazed.Core;

/// <summary>Items from many threads for one that takes them in their order and sleeps when there are none.</summary>
/// <remarks>The platform's blocking collection turns in circles before it sleeps: on two processors that is time which a check would have used.</remarks>
internal sealed class Mailbox<T>
    where T : notnull
{
    private readonly object _gate = new();
    private readonly Queue<T> _items = new();
    private bool _closed;

    /// <summary>Adds an item; false when the mailbox is closed.</summary>
    public bool TryPost(T item)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            _items.Enqueue(item);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Takes no more items.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>The next item, waited for; false when the mailbox is closed and empty.</summary>
    public bool TryTake([MaybeNullWhen(false)] out T item)
    {
        lock (_gate)
        {
            while (_items.Count == 0 && !_closed)
            {
                Monitor.Wait(_gate);
            }

            return _items.TryDequeue(out item);
        }
    }
}
