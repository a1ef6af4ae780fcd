using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Processes;

public sealed partial class LogFileTests : IDisposable
{
    private const int MaxSize = 64 * 1024 * 1024;
    private const int TailSize = 256 * 1024;
    private const int HardLimit = 120_000;

    private static readonly byte[] Block = new byte[1024 * 1024];

    private readonly TemporaryDirectory _folder = new();

    private string LogPath => _folder["check.log"];

    [Fact]
    public void A_log_of_more_than_64_mebibytes_keeps_its_start_and_its_last_256_kibibytes()
    {
        using (var file = LogFile.Open(LogPath)!)
        {
            file.Append("the start\n"u8);
            Append(file, blocks: 70);
            file.Append("the end\n"u8);
        }

        var log = File.ReadAllBytes(LogPath);
        var gap = Assert.Single(Gaps(log));
        Assert.InRange(log.Length, MaxSize - 256, MaxSize);
        Assert.True(log.AsSpan().StartsWith("the start\n"u8));
        Assert.True(log.AsSpan().EndsWith("the end\n"u8));
        Assert.Equal(TailSize, log.Length - gap.Index - gap.Length);
        Assert.Equal((70L * Block.Length) + 18, Printed(log));
    }

    [Fact]
    public void A_log_that_fits_is_whole()
    {
        using (var file = LogFile.Open(LogPath)!)
        {
            Append(file, blocks: 63);
            file.Append("the end\n"u8);
        }

        var log = File.ReadAllBytes(LogPath);
        Assert.Empty(Gaps(log));
        Assert.Equal((63 * Block.Length) + 8, log.Length);
    }

    [Theory]
    [InlineData(1, 0, 2)]
    [InlineData(1, 70, 2)]
    [InlineData(70, 0, 1)]
    [InlineData(70, 1, 1)]
    public void No_count_of_a_gap_is_lost_when_the_middle_is_cut(int blocksBefore, int blocksAfter, int gaps)
    {
        using (var file = LogFile.Open(LogPath)!)
        {
            Append(file, blocksBefore);
            file.AppendGap(1_000_000);
            Append(file, blocksAfter);
            file.AppendGap(2_000);
            file.Append("the end\n"u8);
        }

        var log = File.ReadAllBytes(LogPath);
        Assert.InRange(log.Length, 0, MaxSize);
        Assert.True(log.AsSpan().EndsWith("the end\n"u8));
        Assert.Equal(gaps, Gaps(log).Count);
        Assert.Equal(((long)(blocksBefore + blocksAfter) * Block.Length) + 1_002_000 + 8, Printed(log));
    }

    /// <summary>However slow the disk is: while it is slower than the child, a part of the output is left out and counted.</summary>
    [Fact(Timeout = HardLimit)]
    public async Task Every_byte_that_a_check_prints_is_in_its_log_or_counted_there()
    {
        const int printed = 80_000_000;
        var command = ProcessRunnerTests.ShellCommand($"head -c {printed} /dev/zero; echo the end") with { LogPath = LogPath };

        using (var stop = new StopSignal())
        {
            await new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System).RunAsync(command, stop);
        }

        await Task.Run(static () => LogThread.Flush(TimeSpan.FromMilliseconds(HardLimit)));
        var log = await File.ReadAllBytesAsync(LogPath);
        Assert.InRange(log.Length, 1, MaxSize);
        Assert.True(log.AsSpan().EndsWith("the end\n"u8));
        Assert.Equal(printed + 8, Printed(log));
    }

    public void Dispose() => _folder.Dispose();

    private static void Append(LogFile file, int blocks)
    {
        for (var block = 0; block < blocks; block++)
        {
            file.Append(Block);
        }
    }

    /// <summary>The bytes that are in the log, and those that it says are left out.</summary>
    private static long Printed(byte[] log) => Gaps(log)
        .Aggregate((long)log.Length, static (sum, gap) => sum - gap.Length + long.Parse(gap.Groups["omitted"].ValueSpan, CultureInfo.InvariantCulture));

    private static MatchCollection Gaps(byte[] log) => Gap().Matches(Encoding.Latin1.GetString(log));

    [GeneratedRegex(@"\n\[(?<omitted>\d+) bytes left out\]\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Gap();
}
