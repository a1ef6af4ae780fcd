using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>The text that stands for a file of Git LFS where its content was not fetched, as in most CI checkouts.</summary>
/// <remarks>Source: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md</remarks>
internal static class LargeStoragePointer
{
    private const int MaxLength = 1024;

    /// <summary>Whether a file is such a pointer and not the data that its name promises.</summary>
    public static bool Is(TextBlock block) =>
        block.IsWhole && block.Length < MaxLength && block.Content.StartsWith("version https://git-lfs.github.com/spec/v1\n"u8);
}
