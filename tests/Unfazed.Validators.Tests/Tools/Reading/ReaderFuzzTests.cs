using System.Diagnostics;
using System.Text;
using Unfazed.Core.Processes;
using Unfazed.Validators.Tools;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Reading.Coverage;
using Unfazed.Validators.Tools.Reading.Sarif;
using Unfazed.Validators.Tools.Reading.TestReports;
using Unfazed.Validators.Tools.Reading.Xml;

namespace Unfazed.Validators.Tests.Tools.Reading;

public sealed class ReaderFuzzTests
{
    private static readonly IOutputReader[] Readers =
        [new SarifReader(), new ExitCodeReader(), new CheckstyleReader(), new JunitReader(), new TrxReader(), new JestReader(), new CoberturaReader(), new LcovReader(), new GithubReader(), new GccReader(), new RegexReader(@"^(?<path>.*?):(?<line>\d+):(?<column>\d+): (?<severity>\w+) (?<message>.*)$"), .. ToolCatalog.All.Select(static tool => tool.Reader)];

    [Theory]
    [InlineData("a")]
    [InlineData(":1:1: ")]
    [InlineData("x:1:1: E1 y\n")]
    [InlineData("\n")]
    [InlineData("[{\"")]
    public void Megabytes_of_the_same_take_linear_time(string piece)
    {
        var output = Output(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 2 * 1024 * 1024 / piece.Length))), [], 1);

        foreach (var reader in Readers)
        {
            var clock = Stopwatch.StartNew();
            _ = reader.Read(output);
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(5), $"{reader}: {clock.Elapsed}");
        }
    }

    private static ToolOutput Output(byte[] output, byte[] error, int exitCode) => new(
        "t",
        new ProcessOutcome
        {
            End = ProcessEnd.Exited,
            ExitCode = exitCode,
            StandardOutput = new CapturedOutput(output, default, output.Length, true),
            StandardError = new CapturedOutput(error, default, error.Length, true),
        },
        new FindingPaths("/repo", "/repo/here"));
}
