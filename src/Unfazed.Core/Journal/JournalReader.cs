using System.Collections.Immutable;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>Reads journals of runs. An unknown line is passed over, a damaged one makes the run one that was cut off, and a journal without a beginning is none.</summary>
internal static class JournalReader
{
    // Longer than any report that could be of use.
    private const long LongestJournal = 512L * 1024 * 1024;

    /// <summary>The run in this folder; null when there is no journal that can be read.</summary>
    public static JournaledRun? Read(string folder)
    {
        try
        {
            using var file = RegularFile.OpenRead(Path.Combine(folder, JournalWriter.FileName));
            var run = file.Length > LongestJournal ? null : Assemble(JournalLines.Read(file));

            // The system keeps the lock of a run that was killed until it has taken its process down.
            return run is { Sealed: null, Began.Owner: not { IsEnding: true } } && RunRetention.IsAtWork(new DirectoryInfo(folder)) ? run with { IsUnderWay = true } : run;
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            return null;
        }
    }

    /// <summary>Puts the records together.</summary>
    internal static JournaledRun? Assemble(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        RunBegan? began = null;
        RunSealed? end = null;
        var started = ImmutableDictionary.CreateBuilder<int, DateTimeOffset>();
        var ended = ImmutableDictionary.CreateBuilder<int, CheckEnded>();
        var told = new List<IntegrationResult>();
        var processes = ImmutableArray.CreateBuilder<ProcessBegan>();
        var isWhole = true;
        foreach (var line in lines)
        {
            var entry = JournalCodec.Parse(line, out var isDamaged);
            isWhole &= !isDamaged || end is not null;
            switch (entry)
            {
                case RunBegan first:
                    began ??= first;
                    break;
                case CheckBegan check:
                    started.TryAdd(check.Index, check.At);
                    break;
                case ProcessBegan process:
                    processes.Add(process);
                    break;
                case CheckEnded check:
                    ended.TryAdd(check.Index, check);
                    break;
                case RunSealed last when isWhole:
                    end ??= last;
                    break;
                case IntegrationTold integration:
                    Tell(told, integration.Result);
                    break;
            }
        }

        return began is null ? null : new JournaledRun(began, started.ToImmutable(), ended.ToImmutable(), end) { Integrations = [.. told], Processes = processes.ToImmutable() };
    }

    private static void Tell(List<IntegrationResult> told, IntegrationResult last)
    {
        var place = told.FindIndex(earlier => earlier.Name == last.Name);
        if (place < 0)
        {
            told.Add(last);
        }
        else
        {
            told[place] = last;
        }
    }
}
