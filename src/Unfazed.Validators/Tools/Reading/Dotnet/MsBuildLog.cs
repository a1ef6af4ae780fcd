using System.Buffers;
using System.Collections.Immutable;

namespace Unfazed.Validators.Tools.Reading.Dotnet;

/// <summary>The diagnostics of a build, as its console or its file loggers give them.</summary>
internal static class MsBuildLog
{
    private const long LargestFile = 256 * 1024 * 1024;

    private static readonly SearchValues<char> NodeNumber = SearchValues.Create("0123456789:");

    /// <summary>The diagnostics in a console's lines, each once: the summary at the end repeats them.</summary>
    public static ImmutableArray<MsBuildDiagnostic> Read(IEnumerable<string> lines)
    {
        var all = new List<MsBuildDiagnostic>();
        foreach (var line in lines)
        {
            if (MsBuildDiagnostic.Parse(line.TrimStart()) is { } diagnostic)
            {
                all.Add(diagnostic);
            }
        }

        return [.. all.Distinct()];
    }

    /// <summary>The diagnostics in a file logger's file; none where there is no file.</summary>
    /// <exception cref="IOException">It cannot be read, or is too large.</exception>
    public static ImmutableArray<MsBuildDiagnostic> ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        if (new FileInfo(path).Length > LargestFile)
        {
            throw new IOException("its log of errors and warnings is too large");
        }

        var all = new List<MsBuildDiagnostic>();
        foreach (var line in File.ReadLines(path))
        {
            // Each event begins with the number of its node ("1:5>"); a line without it continues the one before.
            if (all.Count > 0 && line.Length > 0 && !StartsEvent(line))
            {
                all[^1] = all[^1].With(line);
            }
            else if (MsBuildDiagnostic.Parse(line) is { } diagnostic)
            {
                all.Add(diagnostic);
            }
        }

        return [.. all.Distinct()];
    }

    private static bool StartsEvent(string line)
    {
        var trimmed = line.AsSpan().TrimStart();
        var end = trimmed.IndexOf('>');
        return end > 0 && trimmed[..end].IndexOfAnyExcept(NodeNumber) < 0;
    }
}
