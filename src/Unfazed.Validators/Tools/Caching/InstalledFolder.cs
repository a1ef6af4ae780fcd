using System.Text;

namespace Unfazed.Validators.Tools.Caching;

/// <summary>Looks into folders of installed things; what cannot be read is empty.</summary>
internal static class InstalledFolder
{
    private const int LargestText = 256 * 1024;

    /// <summary>The names in a folder, in ordinal order.</summary>
    public static IReadOnlyList<string> Entries(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                return [];
            }

            var names = Directory.EnumerateFileSystemEntries(folder).Select(static path => Path.GetFileName(path)).ToArray();
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The text of a small file.</summary>
    public static string Text(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length <= LargestText ? File.ReadAllText(path) : "";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>The first line of a file, or what of it fits.</summary>
    public static string FirstLine(string path, int longest)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[longest];
            var text = Encoding.UTF8.GetString(buffer, 0, stream.ReadAtLeast(buffer, longest, throwOnEndOfStream: false));
            return text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? text[..end].TrimEnd('\r') : text;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
