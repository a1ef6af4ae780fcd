using Unfazed.Core;
using Unfazed.Core.Configuration;

namespace Unfazed.Validators.Tests.Tools.Own;

public sealed class ColouredOutputTests : IDisposable
{
    private readonly ToolScene _scene = new();

    [Theory(Timeout = 120_000)]
    [InlineData("gcc", "\\033[1ma.txt:1:1:\\033[0m \\033[31merror:\\033[0m bad\\n", 1, "bad")]
    [InlineData("gcc", "\\033]8;;file:///a.txt\\033\\\\a.txt\\033]8;;\\033\\\\:1:1: \\033[31merror\\033[0m: bad\\n", 1, "bad")]
    [InlineData("regex", "\\033[36ma.txt\\033[0m:1:bad\\n", 1, "bad")]
    [InlineData("github", "\\033[31m::error file=a.txt,line=1::bad\\033[0m\\n", 1, "bad")]
    [InlineData("mypy", "\\033[1ma.txt\\033[m:1: \\033[1m\\033[31merror:\\033[m bad\\n", 1, "bad")]
    [InlineData("flake8", "\\033[1ma.txt\\033[m\\033[36m:\\033[m1\\033[36m:\\033[m1\\033[36m:\\033[m \\033[1m\\033[31mE1\\033[m bad\\n", 1, "bad")]
    [InlineData("go-vet", "\\033[31ma.go:1:1: bad\\033[0m\\n", 1, "bad")]
    public async Task Colours_hide_no_finding_from_a_reader_of_lines(string format, string printed, int line, string message)
    {
        _scene.Write("a.txt", "x\n");
        _scene.Write("a.go", "x\n");
        _scene.Configure(ToolScene.Own("t", "printf", printed) with
        {
            Parse = Setting<string>.Default(format),
            Pattern = format == "regex" ? Setting<string>.Default(@"^(?<path>[a-z.]+):(?<line>\d+):(?<message>.*)$") : null,
        });

        var seen = await _scene.RunAsync("t");

        var finding = Assert.Single(seen.Findings);
        Assert.Equal((ObservationEnding.Completed, format == "go-vet" ? "a.go" : "a.txt", line, message), (seen.Ending, finding.Path, finding.Line, finding.Message));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_end_of_an_output_is_shown_without_its_colours()
    {
        _scene.Configure(ToolScene.Own("t", "sh", "-c", "printf '\\033[31mfailed\\033[0m: x\\n'; exit 1"));

        Assert.Equal("failed: x", (await _scene.RunAsync("t")).Message);
    }

    public void Dispose() => _scene.Dispose();
}
