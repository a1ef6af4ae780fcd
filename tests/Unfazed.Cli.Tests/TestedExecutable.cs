namespace Unfazed.Cli.Tests;

/// <summary>Where the executable under test is: the native one that <c>test.sh</c> compiles first, or the one that was built with these tests.</summary>
/// <remarks>The native one is the one that users get, and it starts in a fiftieth of the processor time: these tests start it over a thousand times.</remarks>
internal static class TestedExecutable
{
    private const string Variable = "UNFAZED_TESTED_EXECUTABLE";

    /// <summary>The absolute path.</summary>
    public static string Path { get; } = Find();

    /// <summary>The folder of the executable, for a <c>PATH</c>.</summary>
    public static string Folder { get; } = System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Whether it is compiled ahead of time.</summary>
    public static bool IsNative { get; } = !File.Exists(Path + ".dll");

    private static string Find()
    {
        var built = System.IO.Path.Combine(AppContext.BaseDirectory, "unfazed");
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
        {
            return built;
        }

        return File.Exists(path) && System.IO.Path.IsPathFullyQualified(path)
            ? path
            : throw new InvalidOperationException($"{Variable} is not the absolute path of a file: \"{path}\". Unset it to test {built}.");
    }
}
