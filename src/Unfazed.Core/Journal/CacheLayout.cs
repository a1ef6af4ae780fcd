using System.Collections.Immutable;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>
/// The names in the cache directory. <c>UNFAZED_CACHE_DIR</c> may name a folder that contains other files: only what has one of these names is ever
/// removed there.
/// </summary>
internal static class CacheLayout
{
    /// <summary>Marks the directory as a cache (Cache Directory Tagging Specification).</summary>
    public const string Tag = "CACHEDIR.TAG";

    /// <summary>The folder of the results; other versions of the format have other names.</summary>
    public const string Store = "v1";

    /// <summary>The folder of the tools' own caches: one for each root.</summary>
    public const string Tools = "tools";

    /// <summary>The folder of the files of base commits: one for each root.</summary>
    public const string Bases = "bases";

    /// <summary>The file in the store that says when it was last swept.</summary>
    public const string Swept = "swept";

    /// <summary>The length of a name in <see cref="Bases"/>.</summary>
    public const int BaseKeyLength = 16;

    public const string Answers = "answers";
    public const string Books = "books";
    public const string LastKeys = "last";
    public const string InputLists = "inputs";
    public const string Programs = "programs";
    public const string HashedFiles = "files";
    public const string Held = "held";

    private const string Signature = "Signature: 8a477f597d28d172789f06886806bc55\n";
    private const string TagContent = Signature + "# Cache directory of unfazed. It may be deleted at any time.\n";
    private const int MaxTagSize = 4096;

    /// <summary>The folders in the store, one for each kind of content.</summary>
    public static ImmutableArray<string> Rooms { get; } = [Answers, Books, LastKeys, InputLists, Programs, HashedFiles, Held];

    /// <summary>Why a folder is not used as the cache directory, for people; null when it is.</summary>
    /// <param name="folder">Absolute; may not exist.</param>
    public static string? Objection(string folder)
    {
        try
        {
            // Asked again at the end: another process may write the tag between the two other questions.
            return !Directory.Exists(folder) || HasTag(folder) || Directory.EnumerateFileSystemEntries(folder).All(IsOurs) || HasTag(folder)
                ? null
                : $"{PrintableName.Of(folder)} contains other files and no {Tag} of unfazed; set UNFAZED_CACHE_DIR to an empty folder";
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            return $"{PrintableName.Of(folder)} cannot be inspected: {error.Message}";
        }
    }

    /// <summary>Writes the tag, so that whoever walks or backs up the tree around the cache skips it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public static void WriteTag(string folder)
    {
        var tag = Path.Combine(folder, Tag);
        if (!File.Exists(tag))
        {
            File.WriteAllText(tag, TagContent);
        }
    }

    // Older versions wrote another sentence, and a process that was killed a part of it.
    private static bool HasTag(string folder)
    {
        if (FileStatus.Of(Path.Combine(folder, Tag)).Type != FileType.Regular)
        {
            return false;
        }

        try
        {
            var text = System.Text.Encoding.UTF8.GetString(RegularFile.ReadAllBytes(Path.Combine(folder, Tag), MaxTagSize));
            return TagContent.StartsWith(text, StringComparison.Ordinal)
                || (text.StartsWith(Signature, StringComparison.Ordinal) && text.Contains("unfazed", StringComparison.Ordinal));
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            return false;
        }
    }

    // A run that was killed early has not written the tag yet.
    private static bool IsOurs(string entry) => Path.GetFileName(entry) switch
    {
        Store => Contains(entry, static name => name == Swept || Rooms.Contains(name)),
        Tools => Contains(entry, static name => HexName.Is(name, RootState.KeyLength)),
        Bases => Contains(entry, static name => HexName.Is(name, BaseKeyLength)),
        _ => false,
    };

    private static bool Contains(string folder, Func<string, bool> isOurs) =>
        Directory.EnumerateFileSystemEntries(folder).All(path => isOurs(Path.GetFileName(path)));
}
