using System.Runtime.InteropServices;

namespace Unfazed.Core.Workspace;

/// <summary>
/// Decides whether a directory that outlives runs may be used: what other users, or the repository itself, can write there is worth nothing.
/// </summary>
internal static partial class FolderOwnership
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private static readonly Lazy<uint> User = new(EffectiveUser);

    /// <summary>Why other users could have written what is in a directory; null when they could not, or when it does not exist yet.</summary>
    /// <remarks>
    /// Its parents are not inspected: whoever can replace the directory cannot make one that belongs to this user. Container builds have parents
    /// that everybody may write.
    /// </remarks>
    /// <param name="folder">Absolute; a symbolic link is followed.</param>
    public static string? Objection(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        try
        {
            if (OperatingSystem.IsLinux())
            {
                var status = LinuxFileStatus.Following(folder);
                return status.Type != FileType.Directory ? null
                    : status.Owner != User.Value ? $"{PrintableName.Of(folder)} belongs to another user"
                    : Objection(folder, status.Mode);
            }

            return Directory.Exists(folder) ? Objection(folder, File.GetUnixFileMode(folder)) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"{PrintableName.Of(folder)} cannot be inspected: {error.Message}";
        }
    }

    /// <summary>Why other users, or the repository itself, could have written what is in a directory; null when they could not.</summary>
    /// <remarks>Without git nothing is tracked: a home directory may be the root, and its state and cache lie below it.</remarks>
    /// <param name="folder">Absolute.</param>
    /// <param name="workspace">The root, and what git tracks there.</param>
    public static string? Objection(string folder, WorkspaceSnapshot workspace)
    {
        if (Objection(folder) is { } objection)
        {
            return objection;
        }

        string[] places = [folder, RealPath.Resolve(folder) ?? folder];
        if (workspace.RepositoryTop is { } top && top != workspace.Root && places.Any(place => IsBesideRoot(place, top, workspace.Root)))
        {
            return $"{PrintableName.Of(folder)} lies in the repository and not below the root, so the repository may have brought it along; choose a place below {PrintableName.Of(workspace.Root)} or outside of the repository";
        }

        return workspace.Listing is { } listing && places.Select(place => WorkspacePath.Relative(workspace.Root, place)).OfType<string>().Any(listing.Tracks)
            ? $"git tracks {PrintableName.Of(folder)}, so the repository decides what is in it"
            : null;
    }

    /// <summary>
    /// Whether a file that was found on the way up from a folder belongs to another user: neither to this one, nor to root, nor to the owner of that
    /// folder. Everybody can leave one in /tmp, and what it names would be run by whoever works below (git refuses repositories for the same reason).
    /// </summary>
    /// <param name="file">Absolute; a link counts as well as what it leads to.</param>
    /// <param name="start">The folder where the search began, absolute.</param>
    public static bool IsForeign(string file, string start)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        uint[] known = [0, User.Value, LinuxFileStatus.Following(start).Owner];
        return !known.Contains(LinuxFileStatus.Of(file).Owner) || !known.Contains(LinuxFileStatus.Following(file).Owner);
    }

    /// <summary>Whether a directory is one, no link, and belongs to this user where the platform says whose it is.</summary>
    public static bool IsOwnFolder(string folder)
    {
        var status = FileStatus.Of(folder);
        return status.Type == FileType.Directory && (!OperatingSystem.IsLinux() || status.Owner == User.Value);
    }

    private static bool IsBesideRoot(string place, string top, string root) =>
        WorkspacePath.Relative(top, place) is not null && WorkspacePath.Relative(root, place) is null;

    private static string? Objection(string folder, UnixFileMode mode) =>
        (mode & OthersWrite) == 0 ? null : $"others can write to {PrintableName.Of(folder)}; run: chmod go-w {PrintableName.Of(folder)}";

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
