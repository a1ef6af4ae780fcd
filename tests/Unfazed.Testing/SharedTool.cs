namespace Unfazed.Testing;

/// <summary>
/// The newer programs that <c>eng/setup-tools.sh</c> unpacks into <c>.tools</c>, where a folder beside the repository holds them packed. Their tests
/// are skipped where it does not.
/// </summary>
public static class SharedTool
{
    private static readonly string[] Folders = [RepositoryRoot.Combine(".tools", "venv", "bin"), RepositoryRoot.Combine(".tools", "bin")];

    /// <summary>A search path on which they come before the programs of the distribution.</summary>
    public static string SearchPath { get; } = string.Join(':', [.. Folders, "/usr/bin", "/bin"]);

    internal static string? WhyToSkip(string[] tools)
    {
        var missing = tools.Where(static tool => !Array.Exists(Folders, folder => File.Exists(Path.Combine(folder, tool)))).ToArray();

        // What the script has unpacked is complete, or its tests fail.
        var isRequired = Tool.AreRequired && File.Exists(RepositoryRoot.Combine(".tools", "installed"));
        return missing.Length == 0 || isRequired ? null : $"not unpacked: {string.Join(", ", missing)} (eng/setup-tools.sh unpacks it from the folder that UNFAZED_SHARED_TOOLS names)";
    }
}
