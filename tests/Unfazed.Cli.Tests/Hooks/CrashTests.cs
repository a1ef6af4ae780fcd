using System.Diagnostics.CodeAnalysis;
using Unfazed.Cli.Commands;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hooks;

public sealed class CrashTests
{
    private const int Limit = 120_000;

    [Theory(Timeout = Limit)]
    [InlineData("claude", 2)]
    [InlineData("git", 3)]
    public async Task A_defect_of_ours_is_told_in_the_caller_s_terms(string caller, int code)
    {
        using var state = new TemporaryDirectory();
        var environment = ProcessEnvironment.Capture();
        environment = new ProcessEnvironment(environment.Variables.SetItem("UNFAZED_STATE_DIR", state.Path).WithComparers(new Defect()), state.Path);
        using var terminal = new Terminal(environment);
        using var interruption = new Interruption(static _ => { }, static _ => { });

        Assert.Equal(code, await new EntryPoint(new Host { Environment = environment, Terminal = terminal, Started = 0 }, interruption).RunAsync(["hook", "run", caller]));

        Assert.Contains("a defect", await File.ReadAllTextAsync(Directory.EnumerateFiles(state["crashes"]).Single()), StringComparison.Ordinal);
    }

    /// <summary>Fails where a variable is asked for that every command asks for.</summary>
    private sealed class Defect : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode([DisallowNull] string obj) => obj == "UNFAZED_TIER" ? throw new InvalidOperationException("a defect") : StringComparer.Ordinal.GetHashCode(obj);
    }
}
