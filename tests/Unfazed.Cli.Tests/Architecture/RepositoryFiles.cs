using System.Diagnostics;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Architecture;

/// <summary>The files of this repository that git tracks or would track.</summary>
internal static class RepositoryFiles
{
    private static readonly Lazy<string[]> Listed = new(List);

    /// <summary>Relative to the top, with <c>/</c>.</summary>
    public static IEnumerable<string> All => Listed.Value;

    public static IEnumerable<string> Code => All.Where(static path => path.EndsWith(".cs", StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(RepositoryRoot.Combine(path));

    private static string[] List()
    {
        var start = new ProcessStartInfo(Tool.Path("git"), ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Where(static path => File.Exists(RepositoryRoot.Combine(path)))];
    }
}
