using System.Security.Cryptography;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Processes;

public sealed class OutputSpoolTests : IDisposable
{
    private const int HardLimit = 120_000;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory(Timeout = HardLimit)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256 * 1024)]
    [InlineData((256 * 1024) + 1)]
    [InlineData(20_000_000)]
    public async Task A_stream_of_any_length_can_be_read_whole(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        File.WriteAllBytes(_folder["content"], content);

        var outcome = await RunAsync("cat content; cat content >&2");

        Assert.Equal((true, true), (outcome.StandardOutput.IsWhole, outcome.StandardError.IsWhole));
        Assert.Equal(content, All(outcome.StandardOutput));
        Assert.Equal(content, All(outcome.StandardError));
        outcome.Release();
    }

    [Fact(Timeout = HardLimit)]
    public async Task Nothing_of_it_has_a_name_and_memory_has_its_ends_alone()
    {
        var outcome = await RunAsync("head -c 5000000 /dev/zero");

        Assert.Empty(Directory.GetFileSystemEntries(_folder["spool"]));
        Assert.Equal(256 * 1024, outcome.StandardOutput.Head.Length + outcome.StandardOutput.Tail.Length);
        outcome.Release();
    }

    [Fact(Timeout = HardLimit)]
    public async Task What_is_longer_than_the_limit_is_not_whole()
    {
        var outcome = await RunAsync($"head -c {OutputSpool.MaxLength + 1} /dev/zero");

        Assert.Equal((ProcessEnd.Exited, false, OutputSpool.MaxLength + 1), (outcome.End, outcome.StandardOutput.IsWhole, outcome.StandardOutput.TotalBytes));
        outcome.Release();
    }

    [Fact(Timeout = HardLimit)]
    public async Task Where_no_file_can_be_made_the_ends_are_kept_and_the_stream_is_not_whole()
    {
        File.WriteAllText(_folder["spool"], "no folder");

        var outcome = await RunAsync("head -c 5000000 /dev/zero; echo end");

        Assert.False(outcome.StandardOutput.IsWhole);
        Assert.EndsWith("end\n", outcome.StandardOutput.Text(), StringComparison.Ordinal);
    }

    private static byte[] All(CapturedOutput captured)
    {
        using var all = new MemoryStream();
        using var stream = captured.Open();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private async Task<ProcessOutcome> RunAsync(string script)
    {
        using var stop = new StopSignal();
        var command = new CommandDescription { Program = "sh", Arguments = ["-c", script], Directory = _folder.Path, SpoolFolder = _folder["spool"], CheckId = "spool" };
        return await new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System).RunAsync(command, stop);
    }
}
