using System.Buffers;
using System.Text;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Reports.Sarif;

/// <summary>Paths as URI references (RFC 3986).</summary>
internal static class ArtifactUri
{
    /// <summary>The base that code scanning takes for the top of the repository.</summary>
    public const string Base = "%SRCROOT%";

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    /// <summary>A path relative to the root. Also a name that is not UTF-8 keeps its bytes.</summary>
    public static string OfPath(string path)
    {
        if (!path.AsSpan().ContainsAnyExcept(Plain))
        {
            return path;
        }

        var uri = new StringBuilder(path.Length + 16);
        foreach (var unit in PosixText.Encode(path))
        {
            if (Plain.Contains((char)unit))
            {
                uri.Append((char)unit);
            }
            else
            {
                uri.Append('%').Append("0123456789ABCDEF"[unit >> 4]).Append("0123456789ABCDEF"[unit & 15]);
            }
        }

        return uri.ToString();
    }

    /// <summary>A folder relative to the root.</summary>
    public static string OfFolder(string directory) => directory is "." or "" ? "./" : OfPath(directory).TrimEnd('/') + "/";

    /// <summary>An absolute folder.</summary>
    public static string OfRoot(string root)
    {
        var path = OperatingSystem.IsWindows() ? root.Replace('\\', '/') : root;
        var inside = OfPath(path.Trim('/'));
        return inside.Length == 0 ? "file:///" : $"file:///{inside}/";
    }
}
