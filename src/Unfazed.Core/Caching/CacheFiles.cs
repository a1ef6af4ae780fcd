using Unfazed.Core.Journal;

namespace Unfazed.Core.Caching;

/// <summary>Lists the files of a store: those that have the name of one. Others, and what lies behind symbolic links, are left alone.</summary>
internal static class CacheFiles
{
    private const int PrefixLength = 2;

    private static readonly EnumerationOptions WithoutLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>The path of a file in a store.</summary>
    /// <param name="store">The folder of the store.</param>
    /// <param name="room">The kind of content.</param>
    /// <param name="name">A hash, in hexadecimal digits.</param>
    public static string PathOf(string store, string room, string name) => Path.Combine(store, room, name[..PrefixLength], name[PrefixLength..]);

    /// <summary>The files of a store, temporary ones included.</summary>
    public static IEnumerable<FileInfo> In(string store) => Rooms(store).SelectMany(Prefixes)
        .SelectMany(static folder => folder.EnumerateFiles("*", WithoutLinks))
        .Where(static file => HexName.Is(file.Name) || (HexName.IsTemporary(file.Name, out var target) && HexName.Is(target)));

    /// <summary>The folders of a store, itself included: those within others first.</summary>
    public static IEnumerable<string> FoldersIn(string store) =>
        Rooms(store).SelectMany(static room => Prefixes(room).Append(room)).Select(static folder => folder.FullName).Append(store);

    private static IEnumerable<DirectoryInfo> Rooms(string store) => PrivateFolder.IsLink(store)
        ? []
        : CacheLayout.Rooms.Select(room => new DirectoryInfo(Path.Combine(store, room))).Where(static room => room.Exists && room.LinkTarget is null);

    private static IEnumerable<DirectoryInfo> Prefixes(DirectoryInfo room) =>
        room.EnumerateDirectories("*", WithoutLinks).Where(static folder => HexName.Is(folder.Name, PrefixLength));
}
