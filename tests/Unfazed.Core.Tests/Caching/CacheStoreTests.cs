using Unfazed.Core.Caching;
using Unfazed.Core.Journal;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Caching;

public sealed class CacheStoreTests : IDisposable
{
    private const string Name = "abcdef";

    private readonly TemporaryDirectory _folder = new();
    private readonly FakeTimeProvider _time = new();

    private CacheStore Store => new(_folder["cache"], _time);

    [Fact]
    public void Nothing_is_made_before_something_is_written()
    {
        var store = Store;
        Assert.Null(store.Read("answers", Name));
        Assert.False(Directory.Exists(_folder["cache"]));
        Assert.True(store.Write("answers", Name, "x"u8));
        Assert.Equal("x"u8.ToArray(), store.Read("answers", Name)!.Value.ToArray());
        Assert.True(File.Exists(_folder["cache/CACHEDIR.TAG"]));
        Assert.Null(store.Problem);
    }

    [Fact]
    public void A_damaged_file_is_a_miss_and_removed()
    {
        var store = Store;
        store.Write("answers", Name, "x"u8);
        var file = Directory.GetFiles(Path.Combine(store.Folder, "answers"), "*", SearchOption.AllDirectories).Single();
        File.WriteAllText(file, "anything");

        Assert.Null(store.Read("answers", Name));
        Assert.False(File.Exists(file));
        Assert.Null(store.Problem);
    }

    [Fact]
    public void A_name_is_held_by_one_and_free_when_it_is_given_back()
    {
        var (one, other) = (Store, Store);
        using (one.TryHold(Name))
        {
            Assert.Null(other.TryHold(Name));
        }

        using var held = other.TryHold(Name);
        Assert.NotNull(held);
    }

    [Fact]
    public void What_was_not_used_for_the_longest_time_goes_first()
    {
        var store = Store;
        foreach (var name in (string[])["aaaa", "bbbb", "cccc"])
        {
            store.Write("answers", name, new byte[1000]);
            File.SetLastWriteTimeUtc(PathOf(store, name), _time.GetUtcNow().UtcDateTime);
            _time.Advance(TimeSpan.FromDays(1));
        }

        Assert.NotNull(store.Read("answers", "aaaa"));
        new CacheSweep(store.Folder, _time).Run(largestSum: 2500);

        Assert.False(File.Exists(PathOf(store, "bbbb")));
        Assert.True(File.Exists(PathOf(store, "aaaa")));
    }

    [Fact]
    public void The_sweep_deletes_no_file_that_is_not_one_of_the_cache()
    {
        var store = Store;
        store.Write("answers", Name, "x"u8);
        string[] others = ["pkg/__init__.py", "note.tmp", "objects/ab/cdef", "answers/ab/cdef.txt", "answers/ab/cdef.1.tmp", "answers/zz/cdef"];
        foreach (var other in others)
        {
            File.SetLastWriteTimeUtc(_folder.Write($"cache/v1/{other}"), DateTime.UnixEpoch);
        }

        var sweep = new CacheSweep(store.Folder, _time);
        sweep.Run(largestSum: 0);
        sweep.Clear();

        Assert.Null(store.Read("answers", Name));
        Assert.All(others, other => Assert.True(File.Exists(_folder[$"cache/v1/{other}"]), other));
    }

    [Fact]
    public void Clearing_leaves_neither_file_nor_folder_of_the_store()
    {
        var store = Store;
        Assert.All(CacheLayout.Rooms, room => store.Write(room, Name, "x"u8));
        store.TryHold(Name)!.Dispose();
        File.WriteAllText(PathOf(store, Name) + $".{Guid.NewGuid():N}.tmp", "x");
        var sweep = new CacheSweep(store.Folder, _time);
        sweep.RunIfDue();

        sweep.Clear();

        Assert.False(Directory.Exists(store.Folder));
    }

    [Fact]
    public void Nothing_behind_a_link_in_the_store_is_deleted()
    {
        var store = Store;
        store.Write("answers", Name, "x"u8);
        var other = _folder.Write("mine/ab/cdef", "x");
        Directory.CreateSymbolicLink(Path.Combine(store.Folder, "books"), _folder["mine"]);

        new CacheSweep(store.Folder, _time).Clear();

        Assert.True(File.Exists(other));
    }

    [Fact]
    public void A_place_that_cannot_be_used_is_said_once()
    {
        var store = new CacheStore(_folder.Write("file"), _time);

        Assert.False(store.Write("answers", Name, "x"u8));
        Assert.Null(store.Read("answers", Name));
        using var held = store.TryHold(Name);

        Assert.NotNull(held);
        Assert.Contains("answers are not kept", store.Problem, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string PathOf(CacheStore store, string name) => Path.Combine(store.Folder, "answers", name[..2], name[2..]);
}
