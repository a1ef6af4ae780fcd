using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Unfazed.Core.Processes;

namespace Unfazed.Cli.Tests;

/// <summary>Sees which processes of a test are alive: by a sleep that no other test sleeps, or by what their environment holds.</summary>
internal sealed class ProcessSight
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    private readonly string _length = string.Create(CultureInfo.InvariantCulture, $"86399.{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}");

    /// <summary>A command that sleeps for a day.</summary>
    public string Sleep => $"sleep {_length}";

    /// <summary>The sleepers, and whatever has this word in its environment: <c>name (pid)</c>.</summary>
    public ImmutableArray<string> Alive(string? word = null) => [.. Ours(word).Select(static process => $"{process.Name} ({process.Id})")];

    /// <summary>What does not end. What was killed may still need the processor to end.</summary>
    public async Task<ImmutableArray<string>> LeftAsync(string? word = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (Ours(word).FirstOrDefault() is { } process && MaxWait - TimeProvider.System.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
        {
            using var handle = ProcessHandle.Open(process.Id);
            if (handle is not null)
            {
                await Task.Run(() => ProcessHandle.WaitForEnd(handle, (int)left.TotalMilliseconds));
            }
        }

        return Alive(word);
    }

    /// <summary>Waits until this many sleep. It asks again and again: the kernel reports the start of a program to nobody but its parent.</summary>
    public async Task UntilAsync(int count)
    {
        while (Alive().Length < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private IEnumerable<ProcessEntry> Ours(string? word) => ProcessTable.ReadAll().Values
        .Where(process => !process.IsDead && (Holds(process.Id, "cmdline", $"sleep\0{_length}\0") || (word is not null && Holds(process.Id, "environ", word))));

    private static bool Holds(int pid, string file, string text) =>
        ProcFile.Read(ProcFile.PathOf(pid, file)) is { } bytes && PosixText.Decode(bytes).Contains(text, StringComparison.Ordinal);
}
