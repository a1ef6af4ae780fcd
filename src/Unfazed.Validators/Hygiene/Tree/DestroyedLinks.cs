using System.Security.Cryptography;
using System.Text;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Repository;

namespace Unfazed.Validators.Hygiene.Tree;

/// <summary>Links that became regular files with the path as their text: what a checkout without links, an archive or a copy leaves behind.</summary>
internal static class DestroyedLinks
{
    private const int LongestTarget = 4096;

    /// <summary>Whether a regular file was such a link, in git's index or in HEAD.</summary>
    public static bool Was(WorkspaceFile file, HygieneScene scene) =>
        file.Stamp.Size is > 0 and <= LongestTarget && LinkObject(file.Path, scene.Facts) is { } link && Holds(scene.Workspace.FullPath(file.Path), link);

    private static string? LinkObject(string path, RepositoryFacts facts) =>
        facts.Index.TryGetValue(path, out var entry) && entry.Mode == RepositoryFacts.LinkMode ? entry.ObjectId
        : facts.Staged?.TryGetValue(path, out var change) == true && change.OldMode == RepositoryFacts.LinkMode ? change.OldObject
        : null;

    // An editor may have added a line break.
    private static bool Holds(string fullPath, string link)
    {
        try
        {
            var content = File.ReadAllBytes(fullPath);
            return Identify(content, link.Length) == link || Identify(content.AsSpan().TrimEnd("\r\n"u8), link.Length) == link;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // git's name for the content: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects.
    private static string Identify(ReadOnlySpan<byte> content, int digits)
    {
        byte[] blob = [.. Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"blob {content.Length}\0")), .. content];
#pragma warning disable CA5350 // It is the name that git gave.
        return Convert.ToHexStringLower(digits == 40 ? SHA1.HashData(blob) : SHA256.HashData(blob));
#pragma warning restore CA5350
    }
}
