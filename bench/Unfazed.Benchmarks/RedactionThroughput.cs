using System.Globalization;
using Unfazed.Core.Redaction;

namespace Unfazed.Benchmarks;

/// <summary>How much ordinary text is searched for secrets in a second of processor time: a file, read ten times in pieces of 64 KiB.</summary>
internal static class RedactionThroughput
{
    private const int Rounds = 10;
    private const int ReadSize = 64 * 1024;

    /// <summary>Writes a line each for no secret, for one and for forty.</summary>
    public static void Measure(string file, TextWriter output)
    {
        var bytes = File.ReadAllBytes(file);
        foreach (var count in (int[])[0, 1, 40])
        {
            var redactor = Redactor.Of(Enumerable.Range(0, count).Select(static index => KeyValuePair.Create($"S{index}_TOKEN", $"aB3{index}dE5gH7/jK9+mN{index}1pQ")));
            Pass(redactor, bytes);
            var before = Environment.CpuUsage.UserTime;
            for (var round = 0; round < Rounds; round++)
            {
                Pass(redactor, bytes);
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} secrets: {bytes.Length * (double)Rounds / (Environment.CpuUsage.UserTime - before).TotalSeconds / 1_000_000:F0} MB/s"));
        }
    }

    private static void Pass(Redactor redactor, byte[] bytes)
    {
        var passed = 0L;
        var stream = redactor.Open(shown => passed += shown.Length);
        for (var at = 0; at < bytes.Length; at += ReadSize)
        {
            stream.Write(bytes.AsSpan(at, Math.Min(ReadSize, bytes.Length - at)));
        }

        stream.End();
    }
}
