namespace Unfazed.Validators.Hygiene.Lines;

/// <summary>Recognises a patch by its name: an empty line of context is a space in it.</summary>
internal static class PatchFile
{
    /// <summary>Whether a file is a patch.</summary>
    public static bool Is(string path) => path.EndsWith(".patch", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".diff", StringComparison.OrdinalIgnoreCase);
}
