using System.Diagnostics;

namespace Unfazed.NativeSmoke;

/// <summary>How a run of the executable ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error);

/// <summary>The executable, run in a folder with nothing of the tester's own settings.</summary>
internal sealed class Executable(string program, ScratchFolder home)
{
    public Task<Ended> RunAsync(string folder, params string[] arguments) => StartAsync(program, folder, arguments);

    /// <summary>Runs a line of a shell, in which <c>$0</c> is the executable.</summary>
    public Task<Ended> ShellAsync(string folder, string line) => StartAsync("/bin/sh", folder, ["-c", line, program]);

    /// <summary>Runs it and expects an exit code.</summary>
    public async Task<string> RunAsync(int exitCode, string folder, params string[] arguments)
    {
        var ended = await RunAsync(folder, arguments).ConfigureAwait(false);
        Expect.Equal(exitCode, ended.ExitCode, $"the exit code of unfazed {string.Join(' ', arguments)} ({ended.Error.Trim()})");
        return ended.Output;
    }

    private async Task<Ended> StartAsync(string started, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(started, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("UNFAZED_", StringComparison.Ordinal) || name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var place in (string[])["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"])
        {
            start.Environment[place] = home[place];
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().ConfigureAwait(false);
        return new Ended(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
    }
}
