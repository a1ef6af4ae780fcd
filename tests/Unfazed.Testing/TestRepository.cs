using System.Diagnostics;

namespace Unfazed.Testing;

/// <summary>A git repository of a test's own, untouched by the settings of whoever runs the test.</summary>
public sealed class TestRepository : IDisposable
{
    /// <summary>Makes an empty repository in a temporary folder.</summary>
    public TestRepository() => Git("init", "--quiet", "--initial-branch=main");

    /// <summary>What a git of a test needs in its environment, and what a run under test should get too.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_AUTHOR_NAME"] = "A Tester",
        ["GIT_AUTHOR_EMAIL"] = "tester@example.org",
        ["GIT_COMMITTER_NAME"] = "A Tester",
        ["GIT_COMMITTER_EMAIL"] = "tester@example.org",
        ["GIT_ALLOW_PROTOCOL"] = "file",
    };

    /// <summary>The folder that holds it.</summary>
    public TemporaryDirectory Folder { get; } = new();

    /// <summary>Its top, absolute.</summary>
    public string Path => Folder.Path;

    /// <summary>Runs git at its top; gives what it printed.</summary>
    public string Git(params string[] arguments) => GitAt(Path, arguments);

    /// <summary>Puts everything into a commit.</summary>
    public void Commit()
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "--message=x");
    }

    /// <summary>Runs git in a folder; gives what it printed; throws when it fails.</summary>
    public static string GitAt(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Tool.Path("git"), arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)} exited with {git.ExitCode}");
    }

    /// <inheritdoc/>
    public void Dispose() => Folder.Dispose();
}
