using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hooks.Git;

/// <summary>A repository with a check that finds the word BAD, and the executable to install hooks with.</summary>
internal sealed class HookedRepository : IDisposable
{
    private const string FindsBad =
        """
        version: 1
        detect: false
        checks:
          words: { run: [sh, -c, "! grep -nH BAD \"$@\"", "-", "{files}"], files: "**/*.txt" }

        """;

    public HookedRepository(string configuration = FindsBad)
    {
        foreach (var (name, value) in TestRepository.Variables)
        {
            Unfazed.Variables[name] = value;
        }

        // On a busy machine the usual deadline is not what is under test.
        Unfazed.Variables["UNFAZED_DEADLINE"] = "4m";
        Repository.Folder.Write("unfazed.yaml", configuration);
        Repository.Folder.Write("first.txt", "text\n");
        Repository.Commit();
    }

    public BuiltUnfazed Unfazed { get; } = new();

    public TestRepository Repository { get; } = new();

    public string Path => Repository.Path;

    public string HookPath(string name) => Repository.Folder[$".git/hooks/{name}"];

    /// <summary>Writes a hook of somebody else's that leaves a sign, and passes on what it is told.</summary>
    public string WriteOwnHook(string name, string more = "") =>
        Repository.Folder.WriteExecutable($".git/hooks/{name}", $"#!/bin/sh\necho \"own hook: $# $(cat)\" >> \"$(git rev-parse --git-common-dir)/own-hook\"\n{more}");

    public string OwnHookSaid() => File.Exists(Repository.Folder[".git/own-hook"]) ? File.ReadAllText(Repository.Folder[".git/own-hook"]) : "";

    public async Task InstallAsync() => Assert.Equal(0, (await Unfazed.RunAsync(Path, "hook", "install", "git")).ExitCode);

    /// <summary>Runs a line of a shell there.</summary>
    public Task<Ended> ShellAsync(string line) => Unfazed.ShellAsync(Path, line);

    public void Dispose()
    {
        Unfazed.Dispose();
        Repository.Dispose();
    }
}
