namespace Unfazed.Validators.Tools.Caching;

/// <summary>Texts without the place of the repository on this machine: two worktrees of it ask the same.</summary>
internal static class RootWord
{
    /// <summary>The text, the root in it replaced where it stands as a whole path or begins one.</summary>
    public static string Replace(string text, string root)
    {
        if (root.Length < 2 || !text.Contains(root, StringComparison.Ordinal))
        {
            return text;
        }

        var result = text.Replace(root + "/", "{root}/", StringComparison.Ordinal);
        return result.EndsWith(root, StringComparison.Ordinal) ? result[..^root.Length] + "{root}" : result;
    }
}
