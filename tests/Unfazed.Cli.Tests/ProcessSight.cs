using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Unfazed.Core.Processes;

namespace Unfazed.Cli.Tests;

/// <summary>Sees which processes of a test are alive: by a sleep that no other test sleeps, or by what their environment holds.</summary>
internal sealed class ProcessSight
{
    private readonly string _length = string.Create(CultureInfo.InvariantCulture, $"86399.{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}");

    /// <summary>A command that sleeps for a day.</summary>
    public string Sleep => $"sleep {_length}";

    /// <summary>The sleepers, and whatever has this word in its environment: <c>name (pid)</c>.</summary>
    public ImmutableArray<string> Alive(string? word = null) =>
    [
        .. ProcessTable.ReadAll().Values
            .Where(process => !process.IsDead && (Holds(process.Id, "cmdline", $"sleep\0{_length}\0") || (word is not null && Holds(process.Id, "environ", word))))
            .Select(static process => $"{process.Name} ({process.Id})"),
    ];

    /// <summary>What is still alive when a second has passed.</summary>
    public async Task<ImmutableArray<string>> AliveAfterASecondAsync(string? word = null)
    {
        var alive = Alive(word);
        for (var look = 0; look < 20 && alive.Length > 0; look++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            alive = Alive(word);
        }

        return alive;
    }

    /// <summary>Waits until this many sleep.</summary>
    public async Task UntilAsync(int count)
    {
        while (Alive().Length < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private static bool Holds(int pid, string file, string text) =>
        ProcFile.Read(ProcFile.PathOf(pid, file)) is { } bytes && PosixText.Decode(bytes).Contains(text, StringComparison.Ordinal);
}
