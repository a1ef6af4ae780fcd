using System.Diagnostics;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests;

/// <summary>The executable under test, run as a user would run it, with nothing of the tester's own settings.</summary>
internal sealed class BuiltUnfazed : IDisposable
{
    private readonly TemporaryDirectory _home = new();

    /// <summary>Variables on top; null removes one.</summary>
    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">Where it is started.</param>
    /// <param name="arguments">Its arguments.</param>
    public Task<Ended> RunAsync(string folder, params IEnumerable<string> arguments) => RunAsync(TestedExecutable.Path, folder, arguments);

    /// <summary>Runs another program that was built beside it, or elsewhere, as it would be run.</summary>
    public Task<Ended> RunOtherAsync(string program, string folder, params IEnumerable<string> arguments) =>
        RunAsync(Path.Combine(AppContext.BaseDirectory, program), folder, arguments);

    /// <summary>Runs it to its end with something on its standard input.</summary>
    public async Task<Ended> RunWithInputAsync(string folder, string input, params IEnumerable<string> arguments)
    {
        using var process = Open(TestedExecutable.Path, folder, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, await output, await error);
    }

    /// <summary>Runs a line of a shell in which <c>unfazed</c> is the executable.</summary>
    public Task<Ended> ShellAsync(string folder, string line) => RunAsync("/bin/sh", folder, ["-c", $"program='{TestedExecutable.Path}'; unfazed() {{ \"$program\" \"$@\"; }}\n{line}"]);

    /// <summary>Starts it, with its output for the test to read.</summary>
    public Process Start(string folder, params IEnumerable<string> arguments) => Start(TestedExecutable.Path, folder, arguments);

    /// <summary>Where it keeps what outlives a run.</summary>
    public string StateDirectory => Path.Combine(_home["state"], "unfazed");

    /// <summary>The user's own configuration file.</summary>
    public string UserFile => Path.Combine(_home["config"], "unfazed", "unfazed.yaml");

    /// <summary>Where it keeps answers.</summary>
    public string CacheDirectory => Path.Combine(_home["cache"], "unfazed");

    public void Dispose() => _home.Dispose();

    private async Task<Ended> RunAsync(string program, string folder, IEnumerable<string> arguments)
    {
        using var process = Start(program, folder, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, await output, await error);
    }

    private Process Start(string program, string folder, IEnumerable<string> arguments)
    {
        var process = Open(program, folder, arguments);
        process.StandardInput.Close();
        return process;
    }

    private Process Open(string program, string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("UNFAZED_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var name in (string[])["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS", "CI"])
        {
            start.Environment.Remove(name);
        }

        start.Environment["XDG_CONFIG_HOME"] = _home["config"];
        start.Environment["XDG_STATE_HOME"] = _home["state"];
        start.Environment["XDG_CACHE_HOME"] = _home["cache"];
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}

/// <summary>How a run of the executable ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error)
{
    /// <summary>The lines on standard error.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
