namespace Unfazed.Cli.Hooks.Claude;

/// <summary>The files that a patch in the form of <c>apply_patch</c> names in its headers.</summary>
internal static class PatchedFiles
{
    private const string Begin = "*** Begin Patch";

    private static readonly string[] Headers = ["*** Add File: ", "*** Update File: ", "*** Delete File: ", "*** Move to: "];

    /// <summary>Their names; none where the text holds no patch.</summary>
    public static IEnumerable<string> In(string text) => text.Contains(Begin, StringComparison.Ordinal)
        ? text.Split('\n').Select(static line => line.TrimEnd('\r'))
            .Select(static line => Array.Find(Headers, header => line.StartsWith(header, StringComparison.Ordinal)) is { } header ? line[header.Length..].Trim() : "")
            .Where(static name => name.Length > 0)
        : [];
}
