using System.Globalization;

namespace Unfazed.Validators.Tools;

/// <summary>A number of files, for people.</summary>
internal static class FileCount
{
    /// <summary>Returns the number with its noun, such as <c>812 files</c>.</summary>
    public static string Of(int files) => string.Create(CultureInfo.InvariantCulture, $"{files} {(files == 1 ? "file" : "files")}");
}
