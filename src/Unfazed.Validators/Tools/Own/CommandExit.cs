using System.Buffers;
using System.Collections.Immutable;

namespace Unfazed.Validators.Tools.Own;

/// <summary>Whether the exit code of a check's command is that of the build tool or test runner in it.</summary>
internal static class CommandExit
{
    private static readonly SearchValues<char> Joints = SearchValues.Create("|;&\n`$(");
    private static readonly ImmutableHashSet<string> Shells = ["sh", "bash", "dash", "ash", "ksh", "zsh"];
    private static readonly ImmutableHashSet<string> Plain = ["cd", "echo", "printf", "mkdir", "test", "[", "true", ":"];
    private static readonly ImmutableHashSet<string> Runners = ["make", "gmake", "bmake", "ninja", "samu", "cmake", "meson", "scons", "bazel", "cargo", "go", "ctest"];

    /// <summary>Whether it is: nothing stands between, such as a pipe, which has the exit code of its last command, or a script, which may go on after a failure.</summary>
    /// <param name="run">The words of the command.</param>
    public static bool IsOfRunner(ImmutableArray<string> run) => run switch
    {
        [var shell, "-c", var text] when Shells.Contains(Name(shell)) => IsChainOfRunners(text),
        [var first, ..] => IsRunner(first),
        _ => false,
    };

    // "a && b" succeeds where both do.
    private static bool IsChainOfRunners(string text)
    {
        var first = text.Split("&&").Select(static command => command.AsSpan().IndexOfAny(Joints) < 0 && command.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var word, ..] ? word : "").ToList();
        return first.Exists(IsRunner) && first.TrueForAll(static word => IsRunner(word) || Plain.Contains(word));
    }

    private static bool IsRunner(string word) => Runners.Contains(Name(word));

    private static string Name(string word) => word[(word.LastIndexOf('/') + 1)..];
}
