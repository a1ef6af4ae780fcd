namespace Unfazed.Core.Tests;

public class MailboxTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task Every_item_of_many_threads_is_taken_once_and_those_of_each_in_their_order()
    {
        const int senders = 8, each = 2_000;
        var mailbox = new Mailbox<(int Sender, int Number)>();
        var taking = Task.Run(() => TakeAll(mailbox));

        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(() =>
        {
            for (var number = 0; number < each; number++)
            {
                Assert.True(mailbox.TryPost((sender, number)));
            }
        })));
        mailbox.Close();

        var taken = await taking;
        Assert.Equal(senders * each, taken.Count);
        Assert.All(taken.GroupBy(static item => item.Sender), static group => Assert.Equal(Enumerable.Range(0, each), group.Select(static item => item.Number)));
    }

    [Fact(Timeout = Limit)]
    public async Task What_was_posted_before_the_end_is_taken_and_nothing_after_it()
    {
        var mailbox = new Mailbox<int>();
        mailbox.TryPost(1);
        mailbox.Close();

        Assert.False(mailbox.TryPost(2));
        Assert.Equal([1], await Task.Run(() => TakeAll(mailbox)));
    }

    private static List<T> TakeAll<T>(Mailbox<T> mailbox)
        where T : notnull
    {
        var taken = new List<T>();
        while (mailbox.TryTake(out var item))
        {
            taken.Add(item);
        }

        return taken;
    }
}
